package tagledger.bench.work;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tagledger.bench.system.Candidate;
import tagledger.bench.system.Client.Answer;
import tools.jackson.databind.JsonNode;

/**
 * Asks all candidates the same, while they are empty, and holds their answers against each other:
 * who does something else may be faster for it.
 */
public final class Agreement {

  private record Step(String method, String path, @Nullable String json) {
    @Override
    public String toString() {
      return method + " " + path + (json == null ? "" : " " + json);
    }
  }

  /** What is refused may use up an id, and so comes last of its kind. */
  private static final List<Step> STEPS =
      List.of(
          post("/store", "{\"name\": \"First\"}"),
          post("/store", "{\"name\": \"First\"}"),
          post("/store", "{\"name\": \"Second\"}"),
          post("/item", "{\"name\": \"Chair\", \"price\": 17.99, \"store_id\": 1}"),
          post("/item", "{\"name\": \"Table\", \"price\": 100, \"store_id\": 1}"),
          post("/item", "{\"name\": \"Lamp\", \"price\": 0.5, \"store_id\": 2}"),
          post("/item", "{\"name\": \"Lost\", \"price\": 1, \"store_id\": 99}"),
          post("/store/1/tag", "{\"name\": \"wood\"}"),
          post("/store/1/tag", "{\"name\": \"heavy\"}"),
          post("/store/2/tag", "{\"name\": \"bright\"}"),
          post("/store/1/tag", "{\"name\": \"wood\"}"),
          post("/item/1/tag/1", null),
          post("/item/1/tag/1", null),
          post("/item/2/tag/1", null),
          post("/item/1/tag/3", null),
          post("/item/99/tag/1", null),
          post("/store/1/link", "{\"item_ids\": [1, 2], \"tag_ids\": [1, 2]}"),
          get("/item/1"),
          get("/item/99"),
          get("/item?limit=2"),
          get("/item?limit=2&after=2"),
          get("/tag/1"),
          get("/tag/3"),
          get("/store/1"),
          get("/store/2"),
          get("/store"),
          get("/store/1/tag"),
          new Step("PUT", "/item/2", "{\"name\": \"Oak table\", \"price\": 120.25}"),
          new Step("DELETE", "/tag/2", null),
          new Step("DELETE", "/item/1/tag/2", null),
          new Step("DELETE", "/item/2/tag/2", null),
          new Step("DELETE", "/tag/2", null),
          get("/tag/2"),
          new Step("DELETE", "/item/2", null),
          get("/item"),
          new Step("DELETE", "/store/2", null),
          new Step("DELETE", "/store/1", null),
          get("/store"),
          get("/item"));

  private Agreement() {}

  /**
   * @throws IllegalStateException where one answers otherwise than the first
   */
  public static void verify(List<Candidate> candidates) throws IOException, InterruptedException {
    for (Step step : STEPS) {
      Answer first = ask(candidates.getFirst(), step);
      for (Candidate other : candidates.subList(1, candidates.size())) {
        Answer answer = ask(other, step);
        if (answer.status() != first.status() || !isSame(answer.body(), first.body())) {
          throw new IllegalStateException(
              "%s: %s answers %s, and %s %s"
                  .formatted(step, candidates.getFirst().name(), first, other.name(), answer));
        }
      }
    }
  }

  private static Answer ask(Candidate candidate, Step step)
      throws IOException, InterruptedException {
    return candidate.client().send(step.method(), step.path(), step.json());
  }

  /** 100 is 100.00. */
  private static boolean isSame(JsonNode one, JsonNode other) {
    return one.equals(
        (a, b) ->
            a.isNumber() && b.isNumber()
                ? a.decimalValue().compareTo(b.decimalValue())
                : a.equals(b) ? 0 : 1,
        other);
  }

  private static Step get(String path) {
    return new Step("GET", path, null);
  }

  private static Step post(String path, @Nullable String json) {
    return new Step("POST", path, json);
  }
}
