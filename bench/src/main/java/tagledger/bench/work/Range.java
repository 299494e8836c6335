package tagledger.bench.work;

/** Ids, from one to another. */
public record Range(int from, int to) {

  /** As a script reads it. */
  @Override
  public String toString() {
    return "{%d-%d}".formatted(from, to);
  }
}
