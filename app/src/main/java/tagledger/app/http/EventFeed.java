package tagledger.app.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import tagledger.api.LogGrowth;
import tagledger.api.LoggedEvent;
import tagledger.api.Query.NextEvents;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the log as it grows, until the client goes or the service stops. It asks for one bounded
 * page at a time, and while the client takes that or waits it holds nothing of the database.
 */
@Component
class EventFeed {

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  private final Queries queries;
  private final LogGrowth growth;
  private final Shutdown shutdown;
  private final JsonMapper json;

  EventFeed(Queries queries, LogGrowth growth, Shutdown shutdown, JsonMapper json) {
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
      List<LoggedEvent> page = queries.events(new NextEvents(last, Long.MAX_VALUE));
      for (LoggedEvent event : page) {
        if (shutdown.hasBegun()) {
          return;
        }
        send(event, events);
        last = event.position();
      }
      if (!page.isEmpty()) {
        events.flush();
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard >= LONGEST_SILENCE.toNanos()) {
        events.keepAlive();
        heard = System.nanoTime();
      } else {
        growth.await(seen, LONGEST_SILENCE);
      }
    }
  }

  private void send(LoggedEvent event, ServerSentEvents events) throws IOException {
    CloudEvent shown = CloudEvent.of(event, json);
    events.send(shown.id(), shown.type(), json.writeValueAsString(shown));
  }
}
