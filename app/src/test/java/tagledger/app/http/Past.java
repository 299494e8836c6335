package tagledger.app.http;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpStatus.OK;

import java.time.Instant;
import java.util.List;

/** What tests of the past know of it from elsewhere. */
final class Past {

  private Past() {}

  /** Every read of the contract. */
  static List<String> readsOf(int store, int item, int tag, int post) {
    return List.of(
        "/store",
        "/store/" + store,
        "/store/" + store + "/tag",
        "/store/" + store + "/post",
        "/item",
        "/item/" + item,
        "/item/" + item + "/tag",
        "/tag/" + tag,
        "/tag/" + tag + "/item",
        "/tag/" + tag + "/post",
        "/post",
        "/post/" + post,
        "/post/" + post + "/tag");
  }

  /** When the log says that it was recorded. */
  static Instant recordedAt(HttpTest test, long position) {
    Answer events = test.when(GET, "/events?limit=1&after=" + (position - 1)).then(OK);
    return Instant.parse(events.body().path(0).path("time").stringValue());
  }
}
