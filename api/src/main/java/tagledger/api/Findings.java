package tagledger.api;

/** Is told what a comparison with the log comes to, as it goes on. For one thread. */
public interface Findings {

  /**
   * So many more of these were compared.
   *
   * @param what in the plural, such as {@code events} or {@code catalogue.items_tags}
   */
  void compared(String what, long count);

  /**
   * @param line what is stored and what the log says, in one line for people
   */
  void differs(String line);
}
