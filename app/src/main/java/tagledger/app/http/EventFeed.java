package tagledger.app.http;

import java.io.IOException;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tagledger.api.LogGrowth;
import tagledger.api.LoggedEvent;
import tagledger.api.LoggedEvents;
import tagledger.api.Query.NextEvents;
import tagledger.app.security.Callers;
import tagledger.app.security.Role;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the log as it grows, until the client goes, may no longer see it, or the service stops. It
 * asks for one bounded page at a time, and while the client takes that or waits it holds nothing of
 * the database.
 */
@Component
class EventFeed {

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  private final Queries queries;
  private final LogGrowth growth;
  private final Shutdown shutdown;
  private final JsonMapper json;
  private final Access access;
  private final Callers callers;

  EventFeed(
      Queries queries,
      LogGrowth growth,
      Shutdown shutdown,
      JsonMapper json,
      Access access,
      Callers callers) {
    this.access = access;
    this.callers = callers;
    this.queries = queries;
    this.growth = growth;
    this.shutdown = shutdown;
    this.json = json;
  }

  void send(long after, ServerSentEvents events) throws IOException {
    events.keepAlive();
    try {
      follow(after, events);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      throw new CutShort(e);
    }
  }

  private void follow(long after, ServerSentEvents events)
      throws IOException, InterruptedException {
    long last = after;
    long heard = System.nanoTime();
    while (!shutdown.hasBegun()) {
      long seen = growth.seen();
      if (!callers.stillMay(Role.AUDITOR)) {
        return;
      }
      LoggedEvents page =
          queries.events(new NextEvents(last, Long.MAX_VALUE, access.stores(Role.AUDITOR)));
      for (LoggedEvent event : page.events()) {
        if (shutdown.hasBegun()) {
          return;
        }
        send(event, events);
      }
      boolean moved = page.reached() > last;
      last = page.reached();
      if (!page.events().isEmpty()) {
        events.flush();
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard >= LONGEST_SILENCE.toNanos()) {
        events.keepAlive();
        heard = System.nanoTime();
      } else if (!moved) {
        growth.await(seen, LONGEST_SILENCE);
      }
    }
  }

  private void send(LoggedEvent event, ServerSentEvents events) throws IOException {
    CloudEvent shown = CloudEvent.of(event, json);
    events.send(shown.id(), shown.type(), json.writeValueAsString(shown));
  }
}
