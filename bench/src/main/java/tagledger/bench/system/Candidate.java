package tagledger.bench.system;

import java.io.IOException;

/** One that is measured. It serves the catalogue over HTTP from a database of its own. */
public interface Candidate extends AutoCloseable {

  String name();

  /** Of HTTP, on 127.0.0.1. */
  int port();

  /** To look into from outside. */
  Database database();

  /** Where a table of that name is: items, tags or items_tags. */
  default String table(String name) {
    return name;
  }

  /** Returns when all that was acknowledged can be read. */
  default void show() throws IOException, InterruptedException {}

  /** Returns when nothing is left to be done. */
  default void settle() throws IOException, InterruptedException {
    show();
  }

  /** Whether it is the service itself, which can more than its peers. */
  default boolean isService() {
    return false;
  }

  /** Whether it knows what an item was. */
  default boolean hasHistory() {
    return isService();
  }

  default Client client() {
    return new Client(port());
  }

  @Override
  void close() throws IOException, InterruptedException;
}
