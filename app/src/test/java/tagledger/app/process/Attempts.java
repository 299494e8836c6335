package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes, and what their clients were told of them. Each is known again in the log by the id of its
 * request, which goes along with every event that came of it. Safe for all threads.
 */
final class Attempts {

  private enum Told {
    DONE,
    NOT_DONE,
    NOTHING
  }

  private record Attempt(String what, int events, Told told) {}

  private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

  /**
   * Makes a write that comes to so many events, where it is done.
   *
   * @throws Client.Unanswered where nobody knows what came of it
   */
  Client.Answer send(
      Client client,
      int events,
      String method,
      String path,
      @Nullable String body,
      String... headers) {
    String request = UUID.randomUUID().toString().replace("-", "");
    String what = method + " " + path;
    attempts.put(request, new Attempt(what, events, Told.NOTHING));
    List<String> all = new ArrayList<>(Arrays.asList(headers));
    all.addAll(List.of("traceparent", "00-" + request + "-00f067aa0ba902b7-01"));
    Client.Answer answer = client.send(method, path, body, all);
    String outcome = what + " " + answer.status() + " " + answer.body();
    attempts.put(request, new Attempt(outcome, events, told(answer)));
    return answer;
  }

  /**
   * What was acknowledged is in the log, what was refused has left nothing there, and of what was
   * not answered everything is there, or nothing.
   */
  void check(Connection connection) throws SQLException {
    Map<String, Integer> found = found(connection);
    Map<Told, Integer> counts = new HashMap<>();
    int happened = 0;
    for (Map.Entry<String, Attempt> each : attempts.entrySet()) {
      Attempt attempt = each.getValue();
      int events = found.getOrDefault(each.getKey(), 0);
      counts.merge(attempt.told, 1, Integer::sum);
      switch (attempt.told) {
        case DONE -> assertThat(events).as("%s", attempt).isEqualTo(attempt.events);
        case NOT_DONE -> assertThat(events).as("%s", attempt).isZero();
        case NOTHING -> {
          assertThat(events).as("%s", attempt).isIn(0, attempt.events);
          happened += events == 0 ? 0 : 1;
        }
      }
    }
    System.out.printf(
        "Writes: %d acknowledged, %d refused, %d without an outcome, of which %d happened%n",
        counts.getOrDefault(Told.DONE, 0),
        counts.getOrDefault(Told.NOT_DONE, 0),
        counts.getOrDefault(Told.NOTHING, 0),
        happened);
  }

  private static Told told(Client.Answer answer) {
    if (answer.isAcknowledged()) {
      return Told.DONE;
    }
    return answer.hasChangedNothing() ? Told.NOT_DONE : Told.NOTHING;
  }

  private static Map<String, Integer> found(Connection connection) throws SQLException {
    Map<String, Integer> found = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT convert_from(metadata, 'UTF8')::json ->> 'request', count(*)
                FROM tagledger.events GROUP BY 1""")) {
      while (rows.next()) {
        found.put(rows.getString(1), rows.getInt(2));
      }
    }
    return found;
  }
}
