package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tagledger.api.Moment;
import tagledger.api.Query.FindMoment;
import tagledger.api.Query.FindMomentAt;

/** Finds the moment as of which a request is asked. */
@Component
class Moments {

  static final String FUTURE = "Is in the future. Ask for what is recorded already.";

  private final Queries queries;

  Moments(Queries queries) {
    this.queries = queries;
  }

  /**
   * As of when a read is asked, by {@code as_of} or else by {@code Accept-Datetime}; nothing where
   * it is asked of the present.
   *
   * @throws Refused where that is no moment, or one that is still to come
   */
  @Nullable Memento of(HttpServletRequest request) {
    List<String> asked = QueryString.values(request, AsOf.PARAMETER);
    return asked.isEmpty() ? negotiated(request) : memento(asked);
  }

  /**
   * The moment in {@code as_of}, which this request must have.
   *
   * @throws Refused where it is missing, or no moment, or one that is still to come
   */
  Moment required(HttpServletRequest request) {
    List<String> asked = QueryString.values(request, AsOf.PARAMETER);
    if (asked.isEmpty()) {
      throw unfit("Missing data for required field.");
    }
    return memento(asked).moment();
  }

  /** The state there, or nothing where that is still to come. */
  @Nullable Moment at(Place place) {
    Instant time = place.time();
    return queries.moment(time == null ? new FindMoment(place.position()) : new FindMomentAt(time));
  }

  private Memento memento(List<String> asked) {
    if (asked.size() > 1) {
      throw unfit("Given more than once.");
    }
    Place place = Place.parse(asked.getFirst());
    if (place == null) {
      throw unfit(Place.FAULT);
    }
    Moment moment = at(place);
    if (moment == null) {
      throw unfit(FUTURE);
    }
    return new Memento(moment, place.time(), false);
  }

  private @Nullable Memento negotiated(HttpServletRequest request) {
    List<String> headers = Collections.list(request.getHeaders(Memento.ACCEPT_DATETIME));
    if (headers.isEmpty()) {
      return null;
    }
    Instant time = headers.size() == 1 ? HttpDate.parse(headers.getFirst().strip()) : null;
    if (time == null) {
      throw new Refused(
          Refusal.of(
              HttpStatus.BAD_REQUEST,
              "Accept-Datetime must be one date such as Sat, 31 Jan 2026 12:00:00 GMT."));
    }
    Moment moment = queries.moment(new FindMomentAt(time));
    if (moment == null) {
      throw refused("headers", Memento.ACCEPT_DATETIME, FUTURE);
    }
    return new Memento(moment, time, true);
  }

  static Refused unfit(String fault) {
    return refused("query", AsOf.PARAMETER, fault);
  }

  private static Refused refused(String place, String name, String fault) {
    return new Refused(Refusal.invalid(place, Map.of(name, List.of(fault))));
  }
}
