package tagledger.bench.rebuild.peer;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import tagledger.api.EventTypes;
import tagledger.bench.system.Database;
import tagledger.bench.system.Database.Session;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The service's log, as messages that any event store takes. */
final class LoggedEvents {

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

  private final Database database;

  LoggedEvents(Database database) {
    this.database = database;
  }

  List<DomainEventMessage<?>> after(long position, int limit) {
    try (Session session = database.open()) {
      return session
          .jdbc()
          .query(
              """
              SELECT aggregate, sequence_number, type, payload, metadata FROM tagledger.events
              WHERE position > ? ORDER BY position LIMIT ?""",
              (row, n) -> message(row),
              position,
              limit);
    }
  }

  private static DomainEventMessage<?> message(ResultSet row) throws SQLException {
    EventTypes type = requireNonNull(EventTypes.ofName(row.getString("type")));
    return new GenericDomainEventMessage<>(
        "Store",
        row.getString("aggregate"),
        row.getLong("sequence_number"),
        JSON.readValue(row.getBytes("payload"), type.eventClass()),
        JSON.readValue(row.getBytes("metadata"), METADATA));
  }
}
