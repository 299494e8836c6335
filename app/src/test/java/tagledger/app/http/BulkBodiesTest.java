package tagledger.app.http;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;
import static org.springframework.http.HttpStatus.UNSUPPORTED_MEDIA_TYPE;
import static tagledger.app.http.Json.json;

import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a body that links in bulk may be, and how much of it. */
class BulkBodiesTest extends HttpTest {

  private int tag;
  private int item;
  private String store = "";

  @BeforeEach
  void an_item_and_a_tag() {
    int id = newStore();
    item = newItem(id);
    tag = newTag(id);
    store = "/store/" + id;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1 | Not a valid list.
          true | Not a valid list.
          '1' | Not a valid list.
          '[1]' | Not a valid list.
          {} | Not a valid list.
          {'0': 1} | Not a valid list.
          null | Field may not be null.
          [true] | Not a valid integer.
          [null] | Not a valid integer.
          ['x'] | Not a valid integer.
          [''] | Not a valid integer.
          [1.5] | Not a valid integer.
          [{}] | Not a valid integer.
          [[1]] | Not a valid integer.
          [1, [], 2] | Not a valid integer.
          [0] | 0 is not of this store.
          [-1] | -1 is not of this store.
          [2147483648] | 2147483648 is not of this store.
          ['99999999999999999999'] | 99999999999999999999 is not of this store.
          """)
  void what_is_no_list_of_ids_is_refused(String ids, String error) {
    everyBodyIsRefused(
        json("{'item_ids': %s, 'post_ids': %s, 'tag_ids': %s}", ids, ids, ids),
        json("{'item_ids': ['%s'], 'post_ids': ['%s'], 'tag_ids': ['%s']}", error, error, error));
  }

  @Test
  void every_bad_field_is_named_at_once() {
    everyBodyIsRefused(
        "{'item_ids': 1, 'post_ids': ['x'], 'tags': [1]}",
        """
        {'item_ids': ['Not a valid list.'], 'post_ids': ['Not a valid integer.'],
         'tag_ids': ['Missing data for required field.'], 'tags': ['Unknown field.']}""");
    everyBodyIsRefused("{}", "{'tag_ids': ['Missing data for required field.']}");
    everyBodyIsRefused("{'tag_ids': [], 'tag_ids': []}", "{'tag_ids': ['Duplicate field.']}");
    everyBodyIsRefused("[1]", "{'_schema': ['Invalid input type.']}");
  }

  @Test
  void what_is_not_json_is_refused() {
    for (String body : new String[] {"{'tag_ids': [1}", "{'tag_ids': [1", "[", ""}) {
      when(POST, store + "/link", body).isNoJson();
      when(POST, store + "/unlink", body).isNoJson();
    }
  }

  @Test
  void ids_that_no_store_can_have_are_named_with_those_that_this_one_does_not() {
    everyBodyIsRefused(
        json("{'item_ids': [2147483647, 0, %d, 0], 'tag_ids': [%d]}", item, tag),
        "{'item_ids': ['0 is not of this store.', '2147483647 is not of this store.']}");
    everyBodyIsRefused(
        json("{'item_ids': [0], 'post_ids': [2147483646], 'tag_ids': [2147483647, %d]}", tag),
        """
        {'item_ids': ['0 is not of this store.'], 'post_ids': ['2147483646 is not of this store.'],
         'tag_ids': ['2147483647 is not of this store.']}""");
  }

  @Test
  void an_unknown_store_is_not_found_even_for_ids_that_no_store_can_have() {
    when(POST, "/store/2147483647/link", "{'item_ids': [0], 'tag_ids': [-1]}").isNotFound();
    when(POST, "/store/2147483647/unlink", "{'item_ids': [0], 'tag_ids': [-1]}").isNotFound();
  }

  @Test
  void other_methods_and_other_media_types_are_refused() {
    for (String path : new String[] {store + "/link", store + "/unlink"}) {
      when(GET, path).isRefused(METHOD_NOT_ALLOWED);
      given("Content-Type", "text/plain")
          .when(POST, path, "{'tag_ids': []}")
          .isRefused(UNSUPPORTED_MEDIA_TYPE);
    }
  }

  @Test
  void a_list_is_at_most_100000_long_also_where_an_id_is_repeated() {
    String most = Collections.nCopies(100_000, item).toString();
    String more = Collections.nCopies(100_001, item).toString();

    when(POST, store + "/link", json("{'item_ids': %s, 'tag_ids': [%d]}", most, tag))
        .then(OK, "{'linked': 1, 'unchanged': 0}");

    everyBodyIsRefused(
        json("{'item_ids': %1$s, 'post_ids': %1$s, 'tag_ids': %1$s}", more),
        """
        {'item_ids': ['Longer than maximum length 100000.'],
         'post_ids': ['Longer than maximum length 100000.'],
         'tag_ids': ['Longer than maximum length 100000.']}""");
  }

  @Test
  void a_call_has_at_most_a_million_pairs() {
    everyBodyIsRefused(
        json("{'item_ids': %s, 'tag_ids': %s}", upTo(100_000), upTo(11)),
        "{'_schema': ['More than 1000000 pairs.']}");
    everyBodyIsRefused(
        json("{'item_ids': %s, 'post_ids': [1], 'tag_ids': %s}", upTo(1000), upTo(1000)),
        "{'_schema': ['More than 1000000 pairs.']}");
    everyBodyIsRefused(
        json("{'item_ids': %1$s, 'post_ids': %1$s, 'tag_ids': %1$s}", upTo(100_000)),
        "{'_schema': ['More than 1000000 pairs.']}");
  }

  @Test
  void a_million_pairs_are_not_too_many() {
    when(POST, store + "/unlink", json("{'item_ids': %s, 'tag_ids': %s}", upTo(100_000), upTo(10)))
        .then(UNPROCESSABLE_CONTENT)
        .shows("100000 is not of this store.");
  }

  private static String upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList().toString();
  }

  private void everyBodyIsRefused(String body, String errors) {
    when(POST, store + "/link", body).isUnfit(errors);
    when(POST, store + "/unlink", body).isUnfit(errors);
  }
}
