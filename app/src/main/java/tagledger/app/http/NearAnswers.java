package tagledger.app.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.ServerHttpObservationFilter;
import tagledger.api.ItemId;
import tagledger.api.NearViews;
import tagledger.api.NearViews.Written;
import tagledger.api.Query;
import tagledger.api.Query.Page;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.app.security.AnswerHeaders;
import tagledger.app.security.Caller;
import tagledger.app.security.Callers;
import tagledger.app.security.Role;

/**
 * Answers the plainest reads out of memory, before anything else looks at them. What is not there,
 * or is asked for in any other way, goes on its way to its controller, which answers the same.
 */
final class NearAnswers extends HttpFilter {

  private static final int LONGEST_ID = 10;
  private static final String ITEM = "/item/";
  private static final String TAG = "/tag/";
  private static final String STORE = "/store/";
  private static final String TAGS_OF_STORE = "/tag";

  private final transient NearViews views;
  private final transient AnswersInMemory memory;
  private final transient Predicate<HttpServletRequest> may;
  private final boolean first;

  private NearAnswers(
      NearViews views, AnswersInMemory memory, Predicate<HttpServletRequest> may, boolean first) {
    this.views = views;
    this.memory = memory;
    this.may = may;
    this.first = first;
  }

  /** Before anybody is asked who he is, for requests of which that need not be asked. */
  static NearAnswers toAnybody(NearViews views, AnswersInMemory memory, Callers callers) {
    return new NearAnswers(
        views,
        memory,
        request ->
            !request.isSecure()
                && request.getHeader(HttpHeaders.ORIGIN) == null
                && callers.isAnybody(request),
        true);
  }

  /** For whoever may read all stores, when it is known who asks. */
  static NearAnswers toReaders(NearViews views, AnswersInMemory memory) {
    return new NearAnswers(
        views,
        memory,
        request -> {
          Caller caller = Caller.current();
          return caller != null && caller.mayEverywhere(Role.READER);
        },
        false);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Query.OfCatalogue query = query(request);
    Written found = query == null || !may.test(request) ? null : views.find(query);
    if (query == null
        || found == null
        || !memory.hold(found.json().length, () -> answer(request, response, query, found))) {
      chain.doFilter(request, response);
    }
  }

  /** As the controller's requests are measured. */
  private static String pattern(Query.OfCatalogue query) {
    return switch (query) {
      case Query.FindItem item -> "/item/{item}";
      case Query.FindTag tag -> "/tag/{tag}";
      case Query.FindStore store -> "/store/{store}";
      default -> "/store/{store}/tag";
    };
  }

  private void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      Query.OfCatalogue query,
      Written found)
      throws IOException {
    if (first) {
      AnswerHeaders.write(response);
    }
    ServerHttpObservationFilter.findObservationContext(request)
        .ifPresent(measured -> measured.setPathPattern(pattern(query)));
    response.addHeader(HttpHeaders.VARY, Memento.ACCEPT_DATETIME);
    if (!(query instanceof Query.ListTags)) {
      response.setHeader(HttpHeaders.ETAG, Conditions.etag(found.version()));
      if (request.getHeader(HttpHeaders.IF_NONE_MATCH) != null
          && Conditions.has(request, found.version())) {
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        return;
      }
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(found.json().length);
    response.getOutputStream().write(found.json());
  }

  /** What is asked for, where it is a thing or a store's tags, as they are now. */
  private static Query.@Nullable OfCatalogue query(HttpServletRequest request) {
    if (!request.getMethod().equals("GET")
        || request.getQueryString() != null
        || request.getHeader(Memento.ACCEPT_DATETIME) != null) {
      return null;
    }
    String path = request.getRequestURI();
    if (path.startsWith(ITEM)) {
      int id = id(path, ITEM.length(), path.length());
      return id == 0 ? null : new Query.FindItem(new ItemId(id));
    }
    if (path.startsWith(TAG)) {
      int id = id(path, TAG.length(), path.length());
      return id == 0 ? null : new Query.FindTag(new TagId(id));
    }
    if (path.startsWith(STORE)) {
      if (path.endsWith(TAGS_OF_STORE)) {
        int id = id(path, STORE.length(), path.length() - TAGS_OF_STORE.length());
        return id == 0 ? null : new Query.ListTags(new StoreId(id), Page.ALL);
      }
      int id = id(path, STORE.length(), path.length());
      return id == 0 ? null : new Query.FindStore(new StoreId(id));
    }
    return null;
  }

  /** The id that stands there, or 0 where none does. */
  private static int id(String path, int from, int to) {
    if (from >= to || to - from > LONGEST_ID) {
      return 0;
    }
    long id = 0;
    for (int i = from; i < to; i++) {
      int digit = path.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      id = id * 10 + digit;
    }
    return id > Integer.MAX_VALUE ? 0 : (int) id;
  }
}
