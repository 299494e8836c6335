package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tagledger.api.EventTypes;
import tools.jackson.databind.JsonNode;

/**
 * Events of every type in their first revisions, byte by byte as a version of then wrote them, read
 * by the service of now: while it runs, as they come from an older node beside it.
 */
class FirstRevisionsTest extends HttpTest {

  private static final int OLD = 900_001;
  private static final int FIRST_PART = 5;

  private static final String STORE = "/store/" + OLD;
  private static final String ITEM = "/item/" + OLD;
  private static final String POST_PATH = "/post/" + OLD;
  private static final String TAG = "/tag/" + OLD;
  private static final String GARDEN = "/tag/" + (OLD + 1);

  @Autowired private DataSource database;

  @Test
  void events_of_first_revisions_are_read_by_aggregate_catalogue_history_and_feed()
      throws Exception {
    List<JsonNode> rows = rows();
    assertThat(rows.stream().map(row -> row.path("type").stringValue()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventTypes.values()).map(EventTypes::eventName).toList());

    plant(rows.subList(0, FIRST_PART));
    when(POST, STORE + "/tag", "{'name': 'wood'}")
        .isRefused(BAD_REQUEST, "A tag with that name already exists in that store.");
    long linked = when(POST, ITEM + GARDEN, "").then(CREATED).position();
    when(GET, ITEM).shows("'name':'Chair','price':17.99").shows("'name':'garden'");

    long last = plant(rows.subList(FIRST_PART, rows.size()));
    long change = when(PUT, POST_PATH, "{'title': 'News'}").then(OK).position();
    assertThat(change).isEqualTo(last + 1);
    when(DELETE, TAG).then(BAD_REQUEST);
    when(PUT, "/item/" + (OLD + 1), item(OLD, "Table", "50")).then(OK);

    when(GET, ITEM).shows("'name':'Größter Stuhl','price':1000").shows("'name':'wood'");
    when(GET, POST_PATH).shows("'title':'News'").shows("木");
    when(GET, POST_PATH + "/tag").then(OK, "[]");
    when(GET, "/post/" + (OLD + 1)).isNotFound();
    when(GET, "/tag/" + (OLD + 2)).isNotFound();
    when(GET, "/store/" + (OLD + 1)).isNotFound();

    when(GET, ITEM + "?as_of=" + linked).shows("'name':'Chair','price':17.99");
    when(GET, STORE + "?as_of=" + (last - 5)).shows("'name':'Table'").shows("'name':'unborne'");
    when(GET, "/post/" + (OLD + 1) + "?as_of=" + (last - 4)).shows("'title':'More news'");
    when(GET, "/store/" + (OLD + 1) + "?as_of=" + (last - 1)).shows("'A deleted old store'");
    JsonNode told = when(GET, "/events?limit=1000&after=" + linked).then(OK).body();
    for (int n = FIRST_PART; n < rows.size(); n++) {
      assertThat(told.path(n - FIRST_PART).path("type")).isEqualTo(rows.get(n).path("type"));
      assertThat(told.path(n - FIRST_PART).path("data"))
          .isEqualTo(Json.read(rows.get(n).path("payload").stringValue()));
    }
    assertDigests(OLD);
  }

  private static List<JsonNode> rows() throws Exception {
    return new ClassPathResource("log/first-revisions.ndjson")
        .getContentAsString(StandardCharsets.UTF_8)
        .lines()
        .map(Json::read)
        .toList();
  }

  /** As a node does that knows nothing of later revisions. Answers the last position. */
  private long plant(List<JsonNode> rows) {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    PlatformTransactionManager transactions = new JdbcTransactionManager(database);
    Long last =
        new TransactionTemplate(transactions)
            .execute(
                transaction -> {
                  jdbc.update(
                      """
                      UPDATE log_head SET recorded_at = greatest(recorded_at, clock_timestamp())""");
                  rows.forEach(row -> plant(jdbc, row));
                  return jdbc.queryForObject("SELECT position FROM log_head", Long.class);
                });
    return last == null ? 0 : last;
  }

  private static void plant(JdbcTemplate jdbc, JsonNode row) {
    JsonNode event = Json.read(row.path("payload").stringValue());
    int store = event.path("store").intValue();
    jdbc.update("UPDATE log_head SET position = position + 1");
    jdbc.update(
        """
        INSERT INTO events
        SELECT head.position, ?, coalesce(max(sequence_number) + 1, 0), ?, ?, head.recorded_at,
               ?, ?, decode(?, 'hex'), decode(?, 'hex')
        FROM log_head AS head LEFT JOIN events ON aggregate = ?
        GROUP BY head.position, head.recorded_at""",
        "store/" + store,
        row.path("type").stringValue(),
        row.path("revision").stringValue(),
        row.path("payload").stringValue().getBytes(StandardCharsets.UTF_8),
        row.path("metadata").stringValue().getBytes(StandardCharsets.UTF_8),
        row.path("salt").stringValue(),
        row.path("digest").stringValue(),
        "store/" + store);
    switch (row.path("type").stringValue()) {
      case "catalogue.StoreCreated" ->
          jdbc.update(
              "INSERT INTO store_names VALUES (?, ?)", event.path("name").stringValue(), store);
      case "catalogue.StoreDeleted" ->
          jdbc.update("DELETE FROM store_names WHERE store_id = ?", store);
      case "catalogue.ItemAdded" -> enter(jdbc, 2, event.path("item").intValue(), store);
      case "catalogue.PostAdded" -> enter(jdbc, 3, event.path("post").intValue(), store);
      case "catalogue.TagAdded" -> enter(jdbc, 4, event.path("tag").intValue(), store);
      default -> {}
    }
  }

  private static void enter(JdbcTemplate jdbc, int kind, int id, int store) {
    jdbc.update("INSERT INTO directory VALUES (?, ?, ?)", kind, id, store);
  }

  private void assertDigests(int store) {
    assertThat(
            new JdbcTemplate(database)
                .queryForList(
                    """
                    SELECT position FROM events
                    WHERE aggregate IN (?, ?) AND digest <> sha256(salt || payload || metadata)""",
                    Long.class,
                    "store/" + store,
                    "store/" + (store + 1)))
        .isEmpty();
  }
}
