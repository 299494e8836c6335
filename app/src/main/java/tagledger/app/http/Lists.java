package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tagledger.api.Listing;
import tagledger.api.Query;
import tagledger.api.Query.Page;
import tagledger.api.Rejection;
import tagledger.api.View;

/**
 * Answers lists: a page with a {@code Link} to the next where a limit is given, else the whole, row
 * by row as it is read, in constant memory.
 */
@Component
class Lists {

  private final Queries queries;
  private final RowWriter rows;

  Lists(Queries queries, RowWriter rows) {
    this.queries = queries;
    this.rows = rows;
  }

  void answer(HttpServletRequest request, HttpServletResponse response, Function<Page, Query> query)
      throws IOException {
    Page page = Paging.of(request);
    Integer limit = page.limit();
    try (Listing listing = listing(query.apply(limit == null ? page : oneMore(page, limit)))) {
      if (limit == null) {
        rows.array(response, listing.rows().iterator());
      } else {
        List<View> some = new ArrayList<>(listing.rows().toList());
        if (some.size() > limit) {
          some.removeLast();
          String next = Paging.next(request, limit, some.getLast().id());
          response.setHeader(HttpHeaders.LINK, next);
        }
        rows.array(response, some.iterator());
      }
    }
  }

  private Listing listing(Query query) {
    Listing listing = queries.list(query);
    if (listing == null) {
      throw new Rejection.NotFound();
    }
    return listing;
  }

  private static Page oneMore(Page page, int limit) {
    return new Page(page.after(), limit + 1);
  }
}
