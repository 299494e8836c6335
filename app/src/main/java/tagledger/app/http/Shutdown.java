package tagledger.app.http;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Whether the service is about to stop. Its phase is the last to start and the first to stop: the
 * web server then waits for all answers, and those that have no end of their own look here.
 */
@Component
class Shutdown implements SmartLifecycle {

  private volatile boolean running;

  boolean hasBegun() {
    return !running;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
