package tagledger.api;

/**
 * A thing with the version of what is shown of it: see {@link Precondition}. To be closed when it
 * has been shown, by the thread that asked: what it holds too much of is read only then.
 *
 * @param release gives back what that is read with
 */
public record Versioned(View view, long version, Runnable release) implements AutoCloseable {

  private static final Runnable NOTHING = () -> {};

  /** All of it is in memory. */
  public Versioned(View view, long version) {
    this(view, version, NOTHING);
  }

  /** Whether nothing has to be closed. */
  public boolean isInMemory() {
    return release == NOTHING;
  }

  @Override
  public void close() {
    release.run();
  }
}
