package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tagledger.api.Listing;
import tagledger.api.Query;
import tagledger.api.Query.Page;
import tagledger.api.Rejection;
import tagledger.api.View;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers lists: a page with a {@code Link} to the next where a limit is given, else the whole, row
 * by row as it is read, in constant memory.
 */
@Component
class Lists {

  private final Queries queries;
  private final JsonMapper json;
  private final ObjectWriter row;

  Lists(Queries queries, JsonMapper json) {
    this.queries = queries;
    this.json = json;
    this.row = json.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
  }

  void answer(HttpServletRequest request, HttpServletResponse response, Function<Page, Query> query)
      throws IOException {
    Page page = Paging.of(request);
    Integer limit = page.limit();
    try (Listing listing = listing(query.apply(limit == null ? page : oneMore(page, limit)))) {
      if (limit == null) {
        write(response, listing.rows().iterator());
      } else {
        List<View> some = new ArrayList<>(listing.rows().toList());
        if (some.size() > limit) {
          some.removeLast();
          String next = Paging.next(request, limit, some.getLast().id());
          response.setHeader(HttpHeaders.LINK, next);
        }
        write(response, some.iterator());
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

  /** Ends the document where it has come to its end only: a list that is cut short is no JSON. */
  private void write(HttpServletResponse response, Iterator<? extends View> rows)
      throws IOException {
    boolean any = rows.hasNext();
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    try {
      JsonGenerator out = json.createGenerator(response.getOutputStream());
      out.writeStartArray();
      while (any) {
        row.writeValue(out, rows.next());
        any = rows.hasNext();
      }
      out.writeEndArray();
      out.close();
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw response.isCommitted() ? new CutShort(e) : e;
    }
  }
}
