package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A newer version of the service has worked on the same database. */
@Timeout(300)
class NewerVersionIT {

  private static final String TOLD =
      "The log holds a catalogue.StorePainted of revision 1, which this version of the service"
          + " cannot read: a newer one wrote it. Run that one.";

  private static final String SNAPSHOT =
      """
      INSERT INTO tagledger.snapshots (aggregate, revision, sequence_number, payload)
      SELECT DISTINCT ON (aggregate) aggregate, '999', 1000, '\\x00'::bytea FROM tagledger.events""";

  private static final String EVENT =
      """
      WITH head AS (UPDATE tagledger.log_head SET position = position + 1 RETURNING position),
           bytes AS (SELECT convert_to('{"colour":"red"}', 'UTF8') AS payload)
      INSERT INTO tagledger.events
      SELECT head.position, aggregate, sequence_number + 1, 'catalogue.StorePainted', '1',
             recorded_at, bytes.payload, metadata, salt, sha256(salt || bytes.payload || metadata)
      FROM head, bytes, tagledger.events WHERE aggregate = ?
      ORDER BY sequence_number DESC LIMIT 1""";

  private DataDirectory data;

  @BeforeEach
  void create() {
    data = DataDirectory.create();
  }

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void what_it_wrote_stops_only_what_depends_on_it_also_after_a_restart() throws Exception {
    int touched;
    int other;
    try (ServiceProcess service = ServiceProcess.start(data.argument())) {
      Client client = service.client();
      touched = client.createStore("Touched");
      other = client.createStore("Other");
      client.addTag(touched, "before");
      client.addTag(other, "before");
      run(service, SNAPSHOT);
      run(service, EVENT, "store/" + touched);

      awaitToldInHealth(client);
      assertRefused(client, touched);
      Client.Answer written = client.post("/store/" + other + "/tag", "{\"name\": \"after\"}");
      assertThat(written.status()).isEqualTo(202);
      assertThat(client.get("/store/" + touched).body()).contains("before");
      JsonNode events = client.get("/events").json();
      assertThat(events.valueStream().map(event -> event.get("id").asLong()))
          .containsExactly(1L, 2L, 3L, 4L, 5L, written.position());
      assertThat(events.get(4).get("type").asString()).isEqualTo("catalogue.StorePainted");
      assertThat(events.get(4).get("data").get("colour").asString()).isEqualTo("red");
      assertThat(service.log()).contains(TOLD);
    }

    try (ServiceProcess service = ServiceProcess.start(data.argument())) {
      Client client = service.client();
      awaitToldInHealth(client);
      assertRefused(client, touched);
      String taken = "{\"name\": \"after\"}";
      assertThat(client.post("/store/" + other + "/tag", taken).status()).isEqualTo(400);
      Client.Answer read = client.get("/store/" + other);
      assertThat(read.status()).isEqualTo(503);
      assertThat(read.json().get("message").asString()).startsWith(TOLD);
      assertThat(service.log()).contains(TOLD);
    }
    assertFilesOfAnotherPostgresAreRefused();
  }

  private static void awaitToldInHealth(Client client) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              Client.Answer health = client.get("/actuator/health");
              assertThat(health.status()).isEqualTo(503);
              assertThat(health.body()).contains("\"status\":\"DOWN\"", TOLD);
            });
  }

  private static void assertRefused(Client client, int store) {
    Client.Answer refused = client.post("/store/" + store + "/tag", "{\"name\": \"after\"}");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.json().get("message").asString()).startsWith(TOLD);
    Client.Answer imported =
        client.send(
            "POST",
            "/store/" + store + "/import",
            "name,price\nChair,1\n",
            List.of("Content-Type", "text/csv"));
    assertThat(imported.status()).isEqualTo(503);
    assertThat(imported.json().get("message").asString()).startsWith(TOLD);
  }

  private void assertFilesOfAnotherPostgresAreRefused() throws IOException {
    Files.writeString(data.path().resolve("pgdata/PG_VERSION"), "17\n");
    long before = files();

    try (ServiceProcess service = ServiceProcess.launch(data.argument())) {
      assertThat(service.awaitEnd()).isEqualTo(1);
      assertThat(service.log())
          .contains("made by PostgreSQL 17", "java -jar OLD.jar backup tagledger.backup")
          .doesNotContain("\tat ");
    }
    assertThat(files()).isEqualTo(before);
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.walk(data.path())) {
      return files.count();
    }
  }

  /** As the owner, by whom the newer version migrates. */
  private void run(ServiceProcess service, String sql, String... parameters) throws SQLException {
    try (Connection database =
            data.connect(service.databasePort(), "tagledger_owner", "tagledger");
        PreparedStatement statement = database.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      assertThat(statement.executeUpdate()).isPositive();
    }
  }
}
