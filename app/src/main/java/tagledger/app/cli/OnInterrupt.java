package tagledger.app.cli;

/** Runs something where the program is ended (Ctrl-C, SIGTERM) before this is closed. */
final class OnInterrupt implements AutoCloseable {

  private final Thread hook;

  OnInterrupt(Runnable work) {
    hook = new Thread(work, "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running.
    }
  }
}
