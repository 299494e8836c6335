package tagledger.app.http;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Difference;
import tagledger.api.Moment;
import tagledger.api.Query.CompareStore;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

/** Tells what a store was and is, at two moments. */
@RestController
class DifferenceController {

  private static final String FROM = "from";
  private static final String TO = "to";

  private final Queries queries;
  private final Moments moments;
  private final RowWriter rows;

  DifferenceController(Queries queries, Moments moments, RowWriter rows) {
    this.queries = queries;
    this.moments = moments;
    this.rows = rows;
  }

  @Needs(Role.AUDITOR)
  @GetMapping("/store/{store}/diff")
  void compare(
      @PathVariable StoreId store, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StrictQuery query = new StrictQuery(request, Set.of(FROM, TO));
    @Nullable Moment from = moment(query, FROM);
    @Nullable Moment to = moment(query, TO);
    query.verify();
    compare(store, requireNonNull(from), requireNonNull(to), response);
  }

  private void compare(StoreId store, Moment from, Moment to, HttpServletResponse response)
      throws IOException {
    CompareStore query = new CompareStore(store, from.position(), to.position());
    try (Difference difference = queries.difference(query)) {
      if (difference == null) {
        throw new Rejection.NotFound();
      }
      boolean settled = from.settled() && to.settled();
      response.setHeader(HttpHeaders.CACHE_CONTROL, settled ? Memento.FOR_EVER : "no-cache");
      try {
        rows.one(
            response,
            new DifferenceView(
                store.value(),
                from.position(),
                to.position(),
                difference.added().iterator(),
                difference.removed().iterator(),
                difference.changed().iterator()));
      } catch (RuntimeException e) {
        // What is answered instead is not to be kept for ever.
        response.setHeader(HttpHeaders.CACHE_CONTROL, null);
        throw e;
      }
    }
  }

  private @Nullable Moment moment(StrictQuery query, String name) {
    Place place = query.place(name);
    if (place == null) {
      // Where it is no place, that has been said and counts.
      query.fault(name, "Missing data for required field.");
      return null;
    }
    Moment moment = moments.at(place);
    if (moment == null) {
      query.fault(name, Moments.FUTURE);
    }
    return moment;
  }
}
