package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** The service's own comparison of all that is stored with the log: what ends each fault. */
final class Fsck {

  private Fsck() {}

  static void check(Client node) {
    Client.Answer answer = node.post("/fsck", "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode report = answer.json();
    assertThat(report.get("differences").valueStream().map(JsonNode::asString)).isEmpty();
    JsonNode compared = report.get("compared");
    assertThat(compared.get("events").asLong()).isPositive();
    assertThat(compared.get("digests")).isEqualTo(compared.get("events"));
    assertThat(compared.get("catalogue.stores").asLong()).isPositive();
    assertThat(compared.get("history.changes").asLong()).isPositive();
  }
}
