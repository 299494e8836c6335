package tagledger.app.http;

import tagledger.api.Versioned;

/**
 * An answer of which a part is read only while it is written, by the thread that asked.
 *
 * @param held to be closed afterwards
 */
record OpenAnswer(Object shown, Versioned held) implements AutoCloseable {

  /** What to answer with, which need not be open. */
  static Object of(Object shown, Versioned held) {
    return held.isInMemory() ? shown : new OpenAnswer(shown, held);
  }

  @Override
  public void close() {
    held.close();
  }
}
