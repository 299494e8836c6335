package tagledger.app.cli;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer that is not what was asked for, in words. */
final class Refusal {

  private static final String TOKEN =
      "\nName a file with a token by --token-file, or put one into TAGLEDGER_TOKEN."
          + " POST /login answers one.";

  private Refusal() {}

  /** For a status from 500 up the service is at fault, for any other what was asked. */
  static Failure of(HttpResponse<?> answer, byte[] body) {
    int status = answer.statusCode();
    String text =
        "%s %s: %s".formatted(answer.request().method(), answer.uri(), text(status, body));
    return status >= 500
        ? Failure.unreachable("The service failed at " + text + "\nTry again later.", null)
        : Failure.refused("The service refused " + text + (status == 401 ? TOKEN : ""));
  }

  static String text(int status, byte[] body) {
    JsonNode json = json(body);
    if (json == null || !json.isObject()) {
      return "it answered " + status;
    }
    List<String> said = new ArrayList<>();
    for (String key : List.of("message", "description")) {
      if (json.path(key).isString()) {
        said.add(json.path(key).asString());
      }
    }
    collect("", json.path("errors"), said);
    return said.isEmpty()
        ? (status + " " + json.path("status").asString("")).strip()
        : String.join(" ", said);
  }

  /** Null where it is none. */
  static @Nullable JsonNode json(byte[] body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      return null;
    }
  }

  /** Messages lie under a place (json, query, headers) and the field's name. */
  private static void collect(String name, JsonNode errors, List<String> said) {
    if (errors.isString()) {
      said.add(name.isEmpty() ? errors.asString() : name + ": " + errors.asString());
    }
    errors.values().stream()
        .filter(each -> errors.isArray())
        .forEach(each -> collect(name, each, said));
    if (errors.isObject()) {
      errors.properties().forEach(each -> collect(each.getKey(), each.getValue(), said));
    }
  }
}
