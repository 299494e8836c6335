package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpStatus.OK;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PagingTest extends HttpTest {

  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  private String tags = "";

  @BeforeEach
  void seven_stores_one_of_them_with_seven_items_and_tags() {
    int store = newStore();
    Stream.generate(() -> store)
        .limit(7)
        .forEach(
            it -> {
              newStore();
              newItem(it);
              newTag(it);
            });
    tags = "/store/" + store + "/tag";
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 10000})
  void following_the_links_walks_each_list_exactly_once(int limit) {
    for (String list : List.of("/store", "/item", tags)) {
      JsonNode whole = when(GET, list).then(OK).hasNo("Link").body();

      List<JsonNode> walked = new ArrayList<>();
      Optional<String> next = Optional.of(list + "?limit=" + limit);
      while (next.isPresent()) {
        Answer page = when(GET, next.get()).then(OK);
        assertThat(page.body().size()).isBetween(1, limit);
        page.body().forEach(walked::add);
        next = next(page);
      }

      assertThat(walked).isEqualTo(List.copyOf(whole.values()));
    }
  }

  @Test
  void a_page_that_is_exactly_full_leads_nowhere() {
    when(GET, tags + "?limit=7").then(OK).hasNo("Link");
    assertThat(when(GET, tags + "?limit=6").then(OK).header("Link")).matches(NEXT);
  }

  @Test
  void after_alone_answers_all_that_follow() {
    List<JsonNode> whole = List.copyOf(when(GET, tags).body().values());

    Answer rest = when(GET, tags + "?after=" + whole.get(2).path("id")).then(OK).hasNo("Link");

    assertThat(List.copyOf(rest.body().values())).isEqualTo(whole.subList(3, 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"after=2147483647", "after=99999999999999999999", "after=2147483648&limit=1"})
  void nothing_follows_the_last_id_of_all(String query) {
    when(GET, tags + "?" + query).then(OK, "[]").hasNo("Link");
    when(GET, "/store?" + query).then(OK, "[]").hasNo("Link");
    when(GET, "/item?" + query).then(OK, "[]").hasNo("Link");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          limit=0 | {'limit': ['Must be greater than or equal to 1.']}
          limit=-1 | {'limit': ['Must be greater than or equal to 1.']}
          limit=10001 | {'limit': ['Must be less than or equal to 10000.']}
          limit=99999999999999999999 | {'limit': ['Must be less than or equal to 10000.']}
          limit= | {'limit': ['Not a valid integer.']}
          limit=ten | {'limit': ['Not a valid integer.']}
          limit=1.0 | {'limit': ['Not a valid integer.']}
          limit=%D9%A3 | {'limit': ['Not a valid integer.']}
          after=-1 | {'after': ['Must be greater than or equal to 0.']}
          after=x | {'after': ['Not a valid integer.']}
          after=1e3 | {'after': ['Not a valid integer.']}
          limit=0&after=x | {'limit': ['Must be greater than or equal to 1.'], 'after': ['Not a valid integer.']}
          """)
  void a_limit_or_an_after_that_does_not_fit_is_refused(String query, String errors) {
    when(GET, "/store?" + query).isUnfit("query", errors);
    when(GET, "/item?" + query).isUnfit("query", errors);
    when(GET, tags + "?" + query).isUnfit("query", errors);
  }

  @Test
  void other_parameters_are_left_alone() {
    when(GET, tags + "?colour=red&limit=2").then(OK);
  }

  @Test
  void a_parameter_without_a_name_is_left_alone_too() {
    for (String list : List.of("/store", "/item", tags)) {
      assertThat(when(GET, list + "?=x&limit=2").then(OK).body().size()).isEqualTo(2);
    }
  }

  private static Optional<String> next(Answer page) {
    return page.response()
        .headers()
        .firstValue("Link")
        .map(NEXT::matcher)
        .filter(Matcher::matches)
        .map(link -> link.group(1));
  }
}
