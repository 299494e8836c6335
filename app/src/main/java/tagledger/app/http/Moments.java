package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tagledger.api.Moment;
import tagledger.api.Query.FindMoment;
import tagledger.api.Query.FindMomentAt;
import tagledger.api.Query.OfLog;

/** Finds the moment as of which a request is asked. */
@Component
class Moments {

  private static final Pattern POSITION = Pattern.compile("[0-9]+");
  private static final BigInteger LAST_POSITION = BigInteger.valueOf(Long.MAX_VALUE);
  private static final String FUTURE = "Is in the future. Ask for what is recorded already.";

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

  private Memento memento(List<String> asked) {
    if (asked.size() > 1) {
      throw unfit("Given more than once.");
    }
    String text = asked.getFirst();
    OfLog query;
    Instant time = null;
    if (POSITION.matcher(text).matches()) {
      query = new FindMoment(new BigInteger(text).min(LAST_POSITION).longValueExact());
    } else {
      // Most forms send a plus as a space, and some clients then encode that.
      time = Rfc3339.parse(text.replace(' ', '+'));
      if (time == null) {
        throw unfit("Not a valid time or position.");
      }
      query = new FindMomentAt(time);
    }
    Moment moment = queries.moment(query);
    if (moment == null) {
      throw unfit(FUTURE);
    }
    return new Memento(moment, time, false);
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
