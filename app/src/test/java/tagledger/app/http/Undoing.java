package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.OK;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Takes changes back, and looks what a store is then. */
abstract class Undoing extends HttpTest {

  /** Answers the id of the change that took it back. */
  String undo(String change) {
    Answer answer = when(POST, "/changes/" + change + "/undo").then(OK);
    JsonNode body = answer.body();
    assertThat(body.path("undoes").stringValue()).isEqualTo(change);
    assertThat(body.path("position").longValue()).isEqualTo(answer.position());
    String id = body.path("id").stringValue();
    answer.has("Change-Id", id).has("Location", "/changes/" + id);
    return id;
  }

  /** Answers what stands in the way. */
  List<String> obstacles(String change) {
    JsonNode refusal = when(POST, "/changes/" + change + "/undo").then(CONFLICT).body();
    assertThat(refusal.propertyNames()).containsExactly("code", "status", "message", "obstacles");
    return refusal
        .path("obstacles")
        .valueStream()
        .map(
            it ->
                "%s %d: %s"
                    .formatted(
                        it.path("kind").stringValue(),
                        it.path("id").intValue(),
                        it.path("reason").stringValue()))
        .toList();
  }

  static String change(Answer answer) {
    return answer.header("Change-Id");
  }

  /** All that is shown of a store, by where. */
  Map<String, String> shown(int store) {
    Map<String, String> shown = new TreeMap<>();
    for (String path :
        List.of("/store/" + store, "/store/" + store + "/tag", "/store/" + store + "/post")) {
      Answer answer = when(GET, path);
      shown.put(path, answer.text());
      if (path.endsWith("/tag") && answer.status() == OK) {
        for (JsonNode tag : answer.body()) {
          String posts = "/tag/" + tag.path("id").intValue() + "/post";
          shown.put(posts, when(GET, posts).then(OK).text());
        }
      }
    }
    return shown;
  }

  /** It changes what is shown; undone, all is as before; and that undone, as after. */
  void assertGoesBackAndForth(int store, Supplier<Answer> change) {
    Map<String, String> before = shown(store);
    String done = change(change.get());
    Map<String, String> after = shown(store);
    assertThat(after).isNotEqualTo(before);
    String undone = undo(done);
    assertThat(shown(store)).isEqualTo(before);
    String redone = undo(undone);
    assertThat(shown(store)).isEqualTo(after);
    undo(redone);
    assertThat(shown(store)).isEqualTo(before);
  }
}
