package tagledger.app.http;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest extends HttpTest {

  private static final String TABLE = "{'id': %d, 'name': 'Table', 'price': 180}";

  private int store;
  private int chair;
  private int table;
  private int tag;
  private long before;
  private long after;

  @BeforeEach
  void a_store_in_which_something_happened() {
    store = newStore();
    chair = newItem(store, "Chair", "17.99");
    table = newItem(store, "Table", "180");
    tag = newTag(store, "red");
    before = link(table, tag).position();
    link(chair, tag);
    when(PUT, "/item/" + chair, "{'price': 9.99}").then(OK);
    int gone = newItem(store);
    when(DELETE, "/item/" + gone).then(OK);
    after = when(DELETE, "/item/" + table).then(OK).position();
  }

  @Test
  void what_was_added_removed_and_changed_is_told() {
    when(GET, diff(before, after))
        .then(
            OK,
            difference(before, after),
            added("link", linked(chair)),
            removed("item", TABLE.formatted(table)) + ", " + removed("link", linked(table)),
            changed(chair, "17.99", "9.99"))
        .has("Cache-Control", "max-age=31536000, immutable");
  }

  @Test
  void the_way_back_is_told_too() {
    when(GET, diff(after, before))
        .then(
            OK,
            difference(after, before),
            added("item", TABLE.formatted(table)) + ", " + added("link", linked(table)),
            removed("link", linked(chair)),
            changed(chair, "9.99", "17.99"));
  }

  @Test
  void between_a_moment_and_itself_nothing_happened() {
    when(GET, diff(after, after)).then(OK, difference(after, after), "", "", "");
  }

  @Test
  void a_moment_can_be_a_time() {
    String from = Past.recordedAt(this, before).toString();
    String to = Past.recordedAt(this, after).toString();
    when(GET, "/store/" + store + "/diff?from=" + from + "&to=" + to)
        .then(OK, when(GET, diff(before, after)).then(OK).text());
  }

  @Test
  void the_beginning_and_the_end_of_a_store_are_told() {
    int other = newStore("Short-lived");
    long there = when(PUT, "/item/" + chair, "{'price': 1}").then(OK).position();
    long gone = when(DELETE, "/store/" + other).then(OK).position();
    String state = json("{'id': %d, 'name': 'Short-lived'}", other);
    when(GET, "/store/" + other + "/diff?from=" + there + "&to=" + gone)
        .then(
            OK,
            "{'store_id': %d, 'from': %d, 'to': %d, 'added': [], 'removed':"
                + " [{'kind': 'store', 'before': %s, 'after': null}], 'changed': []}",
            other,
            there,
            gone,
            state);
    when(GET, "/store/" + other + "/diff?from=0&to=" + gone).isNotFound().hasNo("Cache-Control");
    when(GET, "/store/" + other + "/diff?from=" + gone + "&to=" + gone).isNotFound();
    when(GET, "/store/2147483647/diff?from=0&to=1").isNotFound();
    when(GET, "/store/x/diff?from=0&to=1").isNotFound();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          from=1 | {'to': ['Missing data for required field.']}
          limit=1 | {'limit': ['Unknown field.'], 'from': ['Missing data for required field.'], 'to': ['Missing data for required field.']}
          from=x&to=1.0 | {'from': ['Not a valid time or position.'], 'to': ['Not a valid time or position.']}
          from=1&to=2999-01-01T00:00:00Z | {'to': ['Is in the future. Ask for what is recorded already.']}
          from=1&to=9223372036854775808 | {'to': ['Is in the future. Ask for what is recorded already.']}
          from=1&from=1&to=1 | {'from': ['Given more than once.']}
          """)
  void moments_that_are_none_are_refused(String query, String faults) {
    when(GET, "/store/" + store + "/diff?" + query).isUnfit("query", faults);
  }

  private String diff(long from, long to) {
    return "/store/%d/diff?from=%d&to=%d".formatted(store, from, to);
  }

  private String linked(int item) {
    return "{'item_id': %d, 'tag_id': %d}".formatted(item, tag);
  }

  private static String added(String kind, String state) {
    return json("{'kind': '%s', 'before': null, 'after': %s}", kind, json(state));
  }

  private static String removed(String kind, String state) {
    return json("{'kind': '%s', 'before': %s, 'after': null}", kind, json(state));
  }

  private static String changed(int item, String before, String after) {
    return json(
        "{'kind': 'item', 'before': {'id': %1$d, 'name': 'Chair', 'price': %2$s},"
            + " 'after': {'id': %1$d, 'name': 'Chair', 'price': %3$s}}",
        item, before, after);
  }

  /** To be filled with what was added, removed and changed. */
  private String difference(long from, long to) {
    return "{'store_id': %d, 'from': %d, 'to': %d, ".formatted(store, from, to)
        + "'added': [%s], 'removed': [%s], 'changed': [%s]}";
  }
}
