package tagledger.query.projection;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Projections;

/** Tells of all projections what their tables and the log say, whichever node keeps them. */
public final class ProjectionStatuses implements Projections {

  /** Of what serves, nobody else keeps a rate: it is how far it came between two who asked. */
  private record Sample(long position, long nanoTime) {}

  private static final long SHORTEST_SAMPLE_NANOSECONDS = 200_000_000;

  private static final String SERVING =
      """
      SELECT at.position, head.position, next.recorded_at, clock_timestamp(), g.rate, g.error,
             g.number, g.begun_at, (SELECT count(*) FROM dead_letters)
      FROM generation g CROSS JOIN tagledger.log_head AS head
      CROSS JOIN LATERAL (SELECT coalesce(
        (SELECT %s FROM tokens), 0)
      ) AS at (position)
      LEFT JOIN tagledger.events AS next ON next.position = at.position + 1"""
          .formatted(ProjectionTokens.POSITION);

  private static final String BUILDING =
      """
      SELECT g.position, head.position, next.recorded_at, clock_timestamp(), g.rate, g.error,
             g.number, g.begun_at
      FROM %s.generation g CROSS JOIN tagledger.log_head AS head
      LEFT JOIN tagledger.events AS next ON next.position = g.position + 1""";

  private final List<Keeper> keepers;
  private final Map<String, Sample> samples = new ConcurrentHashMap<>();

  public ProjectionStatuses(List<Keeper> keepers) {
    this.keepers = keepers;
  }

  @Override
  public List<Status> list() {
    return keepers.stream().map(this::status).toList();
  }

  @Override
  public Status rebuild(String name) {
    Keeper keeper =
        keepers.stream()
            .filter(it -> it.projection().name().equals(name))
            .findAny()
            .orElseThrow(() -> new NoSuchProjection(name));
    keeper.projection().generation().begin(keeper.projection().writer());
    keeper.builder().wake();
    return status(keeper);
  }

  private Status status(Keeper keeper) {
    Projection projection = keeper.projection();
    JdbcTemplate jdbc = new JdbcTemplate(projection.writer());
    Build building = building(jdbc, projection.generation());
    return requireNonNull(
        jdbc.queryForObject(
            SERVING,
            (row, n) ->
                new Status(
                    projection.name(),
                    row.getInt(7),
                    lag(row, rate(projection.name(), row.getLong(1))),
                    row.getInt(9),
                    building)));
  }

  private static @Nullable Build building(JdbcTemplate jdbc, Generation generation) {
    try {
      return Generation.exists(jdbc, generation.building())
          ? jdbc.queryForObject(
              BUILDING.formatted(generation.building()),
              (row, n) ->
                  new Build(
                      row.getInt(7),
                      row.getObject(8, OffsetDateTime.class).toInstant(),
                      lag(row, row.getObject(5, Double.class))))
          : null;
    } catch (BadSqlGrammarException servesByNow) {
      return null;
    }
  }

  private @Nullable Double rate(String name, long position) {
    long now = System.nanoTime();
    Sample before = samples.get(name);
    if (before != null && now - before.nanoTime() < SHORTEST_SAMPLE_NANOSECONDS) {
      return null;
    }
    samples.put(name, new Sample(position, now));
    return before == null || position < before.position()
        ? null
        : (position - before.position()) * 1e9 / (now - before.nanoTime());
  }

  private static Lag lag(ResultSet row, @Nullable Double rate) throws SQLException {
    long position = row.getLong(1);
    long events = Math.max(0, row.getLong(2) - position);
    OffsetDateTime next = row.getObject(3, OffsetDateTime.class);
    Instant now = row.getObject(4, OffsetDateTime.class).toInstant();
    Duration time =
        events == 0 || next == null ? Duration.ZERO : Duration.between(next.toInstant(), now);
    Duration left =
        events == 0
            ? Duration.ZERO
            : rate == null || rate <= 0 ? null : Duration.ofMillis((long) (events * 1e3 / rate));
    return new Lag(
        position, events, time.isNegative() ? Duration.ZERO : time, rate, left, row.getString(6));
  }
}
