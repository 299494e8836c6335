package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpStatus.OK;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Walks lists by their links. */
final class Pages {

  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  private Pages() {}

  /** All rows, page by page, none of which is empty. */
  static List<JsonNode> walk(HttpTest test, String first) {
    List<JsonNode> walked = new ArrayList<>();
    Optional<String> next = Optional.of(first);
    while (next.isPresent()) {
      Answer page = test.when(GET, next.get()).then(OK);
      assertThat(page.body().size()).isPositive();
      page.body().forEach(walked::add);
      next = page.response().headers().firstValue("Link").map(Pages::target);
    }
    return walked;
  }

  private static String target(String link) {
    Matcher matcher = NEXT.matcher(link);
    assertThat(matcher.matches()).as(link).isTrue();
    return matcher.group(1);
  }
}
