package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tagledger.api.IdSet;
import tagledger.api.Listing;
import tagledger.api.NearViews;
import tagledger.api.NearViews.WrittenPage;
import tagledger.api.Query;
import tagledger.api.Query.Page;
import tagledger.api.Rejection;
import tagledger.api.View;
import tagledger.app.security.Role;

/**
 * Answers lists, in constant memory: a page with a {@code Link} to the next where a limit is given,
 * else the whole, row by row as it is read if it is long. Only what is long holds a connection to
 * the database until it has been taken.
 */
@Component
class Lists {

  /** A list of no more, and that memory takes, need not be read as slowly as it is taken. */
  private static final int ROWS_AT_ONCE = 200;

  private final Queries queries;
  private final Moments moments;
  private final RowWriter rows;
  private final Access access;
  private final NearViews views;
  private final AnswersInMemory memory;

  Lists(
      Queries queries,
      Moments moments,
      RowWriter rows,
      Access access,
      NearViews views,
      AnswersInMemory memory) {
    this.memory = memory;
    this.views = views;
    this.access = access;
    this.queries = queries;
    this.moments = moments;
    this.rows = rows;
  }

  /** Of all stores, those that he may see who asks. */
  void answerGranted(
      HttpServletRequest request,
      HttpServletResponse response,
      BiFunction<Page, @Nullable IdSet, Query.OfCatalogue> query)
      throws IOException {
    IdSet only = access.stores(Role.READER);
    answer(request, response, page -> query.apply(page, only));
  }

  void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      Function<Page, Query.OfCatalogue> query)
      throws IOException {
    Page page = Paging.of(request);
    Memento memento = moments.of(request);
    WrittenPage near = memento == null ? near(query.apply(page)) : null;
    if (near != null
        && memory.hold(near.json().length, () -> write(request, response, page, near))) {
      return;
    }
    Function<Page, Listing> lists =
        some -> listing(memento == null ? query.apply(some) : asOf(query.apply(some), memento));
    try (Listing begun = lists.apply(beginning(page))) {
      if (memento == null) {
        write(request, response, page, null, begun, lists);
      } else {
        writeThen(request, response, page, memento, begun, lists);
      }
    }
  }

  private static Query asOf(Query.OfCatalogue query, Memento memento) {
    return new Query.AsOf(query, memento.position());
  }

  private @Nullable WrittenPage near(Query.OfCatalogue query) {
    return query instanceof Query.ListItems items ? views.page(items) : null;
  }

  private static void write(
      HttpServletRequest request, HttpServletResponse response, Page page, WrittenPage near)
      throws IOException {
    if (page.limit() != null && near.last() != null) {
      response.addHeader(HttpHeaders.LINK, Paging.next(request, page.limit(), near.last()));
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(near.json().length);
    response.getOutputStream().write(near.json());
  }

  private void writeThen(
      HttpServletRequest request,
      HttpServletResponse response,
      Page page,
      Memento memento,
      Listing begun,
      Function<Page, Listing> lists)
      throws IOException {
    HttpHeaders headers = memento.headers(request);
    headers.forEach((name, values) -> values.forEach(it -> response.addHeader(name, it)));
    if (memento.isKnown(request)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    try {
      write(request, response, page, memento.position(), begun, lists);
    } catch (RuntimeException e) {
      // What is answered instead is not to be kept for ever.
      headers.forEach((name, values) -> response.setHeader(name, null));
      throw e;
    }
  }

  /** A whole list that turns out to be long is read again from its beginning, as it is taken. */
  private void write(
      HttpServletRequest request,
      HttpServletResponse response,
      Page page,
      @Nullable Long asOf,
      Listing begun,
      Function<Page, Listing> lists)
      throws IOException {
    if (!isWrittenAtOnce(request, response, page, asOf, begun)) {
      try (Listing whole = lists.apply(page)) {
        rows.array(response, whole.rows().iterator());
      }
    }
  }

  /** Not, where it is a whole list of which more follows. */
  private boolean isWrittenAtOnce(
      HttpServletRequest request,
      HttpServletResponse response,
      Page page,
      @Nullable Long asOf,
      Listing begun)
      throws IOException {
    Integer limit = page.limit();
    Iterator<? extends View> read = begun.rows().iterator();
    try (Spool spool = new Spool(memory)) {
      OnPage onPage =
          limit == null
              ? new OnPage(read, ROWS_AT_ONCE, spool::isInMemory)
              : new OnPage(read, limit, () -> true);
      rows.array(spool, onPage);
      boolean more = read.hasNext();
      // However slowly it is taken, nobody waits for the connection that it was read on.
      begun.close();
      if (more) {
        if (limit == null) {
          return false;
        }
        response.addHeader(HttpHeaders.LINK, Paging.next(request, limit, onPage.last, asOf));
      }
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      spool.writeTo(response.getOutputStream());
      return true;
    }
  }

  private static final class OnPage implements Iterator<View> {
    private final Iterator<? extends View> rows;
    private final BooleanSupplier room;
    private int left;
    private int last;

    OnPage(Iterator<? extends View> rows, int limit, BooleanSupplier room) {
      this.rows = rows;
      this.left = limit;
      this.room = room;
    }

    @Override
    public boolean hasNext() {
      return left > 0 && room.getAsBoolean() && rows.hasNext();
    }

    @Override
    public View next() {
      View row = rows.next();
      left--;
      last = row.id();
      return row;
    }
  }

  private Listing listing(Query query) {
    Listing listing = queries.list(query);
    if (listing == null) {
      throw new Rejection.NotFound();
    }
    return listing;
  }

  /** One more than the page, or than a short list, by which it is known whether more follows. */
  private static Page beginning(Page page) {
    Integer limit = page.limit();
    return new Page(page.after(), (limit == null ? ROWS_AT_ONCE : limit) + 1);
  }
}
