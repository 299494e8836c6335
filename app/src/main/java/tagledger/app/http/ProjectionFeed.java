package tagledger.app.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import tagledger.app.security.Callers;
import tagledger.app.security.Role;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends how far the projections are, until the client goes, may no longer see it, or the service
 * stops. It looks twice a second at most, and while the client takes what it found it holds nothing
 * of the database.
 */
@Component
class ProjectionFeed {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

  private final Shutdown shutdown;
  private final JsonMapper json;
  private final Callers callers;

  ProjectionFeed(Shutdown shutdown, JsonMapper json, Callers callers) {
    this.callers = callers;
    this.shutdown = shutdown;
    this.json = json;
  }

  /** Sends the first at once, then each that is another, and now and then one that is not. */
  void send(Object first, Supplier<Object> shown, ServerSentEvents events) throws IOException {
    try {
      follow(first, shown, events);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      throw new CutShort(e);
    }
  }

  private void follow(Object first, Supplier<Object> shown, ServerSentEvents events)
      throws IOException, InterruptedException {
    Object sent = first;
    long heard = send(first, events);
    while (!shutdown.hasBegun() && callers.stillMay(Role.ADMINISTRATOR)) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
      Object next = shown.get();
      if (!next.equals(sent) || System.nanoTime() - heard >= LONGEST_SILENCE.toNanos()) {
        sent = next;
        heard = send(next, events);
      }
    }
  }

  private long send(Object shown, ServerSentEvents events) throws IOException {
    events.send(null, "progress", json.writeValueAsString(shown));
    events.flush();
    return System.nanoTime();
  }
}
