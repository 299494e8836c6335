package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.LoggedEvent;
import tagledger.app.limits.Caller;
import tagledger.app.limits.Places;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;
import tools.jackson.databind.json.JsonMapper;

/** Shows the log itself, at once or as it grows. */
@RestController
class EventController {

  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final Pattern POSITION = Pattern.compile("[0-9]{1,100}");

  private final Queries queries;
  private final RowWriter rows;
  private final EventFeed feed;
  private final JsonMapper json;
  private final Access access;
  private final Places streams;

  EventController(
      Queries queries,
      RowWriter rows,
      EventFeed feed,
      JsonMapper json,
      Access access,
      @Qualifier(Places.STREAMS) Places streams) {
    this.access = access;
    this.queries = queries;
    this.rows = rows;
    this.feed = feed;
    this.json = json;
    this.streams = streams;
  }

  @Needs(Role.AUDITOR)
  @GetMapping("/events")
  void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Paging.Part part = Paging.partOf(request);
    if (ServerSentEvents.areAccepted(request)) {
      long after = start(request, part);
      try (Places.Place place = streams.take(Caller.of(request))) {
        ServerSentEvents events = new ServerSentEvents(response);
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
          feed.send(after, events);
        }
      }
    } else {
      list(request, part, response);
    }
  }

  /**
   * Positions have no gaps: it is known before the first event is read where a page ends. Of what
   * lies in it, what may not be seen is left out.
   */
  private void list(HttpServletRequest request, Paging.Part part, HttpServletResponse response)
      throws IOException {
    long head = queries.head();
    long upTo = head;
    Integer limit = part.limit();
    if (limit != null && limit < head - part.after()) {
      upTo = part.after() + limit;
      response.setHeader(HttpHeaders.LINK, Paging.next(request, limit, upTo));
    }
    LogPages events = new LogPages(queries, part.after(), upTo, access.stores(Role.AUDITOR));
    rows.array(response, mediaType(request), shown(events));
  }

  private Iterator<CloudEvent> shown(Iterator<LoggedEvent> events) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return events.hasNext();
      }

      @Override
      public CloudEvent next() {
        return CloudEvent.of(events.next(), json);
      }
    };
  }

  private static long start(HttpServletRequest request, Paging.Part part) {
    String last = request.getHeader(LAST_EVENT_ID);
    if (last == null) {
      return part.after();
    }
    if (!POSITION.matcher(last).matches()) {
      throw new Refused(
          Refusal.invalid("headers", Map.of(LAST_EVENT_ID, List.of("Not a valid integer."))));
    }
    return new BigInteger(last).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  private static String mediaType(HttpServletRequest request) {
    return Accept.names(request, CloudEvent.BATCH)
        ? CloudEvent.BATCH
        : MediaType.APPLICATION_JSON_VALUE;
  }
}
