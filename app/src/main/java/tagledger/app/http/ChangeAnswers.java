package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tagledger.api.Changes;
import tagledger.api.Query.OfHistory;
import tagledger.api.Rejection;

/**
 * Answers with changes, as JSON, lines of JSON or a table, with a {@code Link} to the next page.
 */
@Component
class ChangeAnswers {

  private static final MediaType CSV = MediaType.parseMediaType(ChangeTable.TYPE);
  private static final List<MediaType> TYPES =
      List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON, CSV);

  private final Queries queries;
  private final RowWriter rows;

  ChangeAnswers(Queries queries, RowWriter rows) {
    this.queries = queries;
    this.rows = rows;
  }

  void all(HttpServletRequest request, HttpServletResponse response, OfHistory query)
      throws IOException {
    try (Changes changes = found(query)) {
      Iterator<ChangeView> shown = changes.rows().map(ChangeView::of).iterator();
      MediaType type = Accept.preferred(request, TYPES);
      link(request, response, changes.next());
      response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
      if (type.equals(CSV)) {
        rows.write(response, ChangeTable.TYPE + ";charset=UTF-8", shown, new ChangeTable());
      } else if (type.equals(MediaType.APPLICATION_NDJSON)) {
        rows.lines(response, shown);
      } else {
        rows.array(response, shown);
      }
    }
  }

  void one(HttpServletResponse response, OfHistory query) throws IOException {
    try (Changes changes = found(query)) {
      rows.one(response, changes.rows().map(ChangeView::of).iterator().next());
    }
  }

  private Changes found(OfHistory query) {
    Changes changes = queries.changes(query);
    if (changes == null) {
      throw new Rejection.NotFound();
    }
    return changes;
  }

  /** The next page is asked for as this one was. */
  private static void link(
      HttpServletRequest request, HttpServletResponse response, @Nullable Long next) {
    if (next != null) {
      String address = QueryString.without(request, "after");
      char joint = address.contains("?") ? '&' : '?';
      response.setHeader(
          HttpHeaders.LINK, "<%s%cafter=%d>; rel=\"next\"".formatted(address, joint, next));
    }
  }
}
