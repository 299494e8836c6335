package tagledger.query.log;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MICROS;
import static java.time.temporal.ChronoUnit.NANOS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Moment;
import tagledger.api.Query.FindMoment;
import tagledger.api.Query.FindMomentAt;

class MomentQueriesTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant LONG_AGO = Instant.parse("0000-01-01T00:00:00Z");

  private static final DataSource DATABASE = database();

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE);
  private final MomentQueries moments = new MomentQueries(DATABASE);

  @BeforeEach
  void an_empty_log() {
    jdbc.execute("DROP SCHEMA IF EXISTS tagledger CASCADE");
    jdbc.execute("CREATE SCHEMA tagledger");
    jdbc.execute(
        """
        CREATE TABLE tagledger.events (
          position bigint PRIMARY KEY, recorded_at timestamptz NOT NULL)""");
  }

  @Test
  void before_the_first_event_is_a_position_that_even_an_empty_log_has() {
    assertThat(at(0)).isEqualTo(new Moment(0, null, true));
    assertThat(at(1)).isNull();
  }

  @Test
  void a_position_is_a_settled_moment_as_far_as_the_log_goes() {
    recorded(NOON, NOON.plusSeconds(1));

    assertThat(at(0)).isEqualTo(new Moment(0, null, true));
    assertThat(at(1)).isEqualTo(new Moment(1, NOON, true));
    assertThat(at(2)).isEqualTo(new Moment(2, NOON.plusSeconds(1), true));
    assertThat(at(3)).isNull();
    assertThat(at(Long.MAX_VALUE)).isNull();
  }

  @Test
  void in_an_empty_log_no_time_is_settled_yet() {
    assertThat(at(NOON)).isEqualTo(new Moment(0, null, false));
    assertThat(at(LONG_AGO)).isEqualTo(new Moment(0, null, false));
  }

  @Test
  void a_time_before_the_first_event_is_the_settled_beginning() {
    recorded(NOON);

    assertThat(at(NOON.minus(1, MICROS))).isEqualTo(new Moment(0, null, true));
    assertThat(at(LONG_AGO)).isEqualTo(new Moment(0, null, true));
  }

  @Test
  void a_time_is_the_last_event_of_those_recorded_by_then() {
    recorded(NOON, NOON.plusSeconds(1), NOON.plusSeconds(3));

    assertThat(at(NOON)).isEqualTo(new Moment(1, NOON, true));
    assertThat(at(NOON.plusSeconds(2))).isEqualTo(new Moment(2, NOON.plusSeconds(1), true));
  }

  @Test
  void at_the_time_of_the_last_event_and_after_it_more_may_yet_be_recorded() {
    recorded(NOON, NOON.plusSeconds(1));

    Moment last = new Moment(2, NOON.plusSeconds(1), false);
    assertThat(at(NOON.plusSeconds(1))).isEqualTo(last);
    assertThat(at(NOON.plusSeconds(2))).isEqualTo(last);
    assertThat(at(Instant.now())).isEqualTo(last);
  }

  @Test
  void events_of_one_time_are_all_in_it() {
    recorded(Stream.generate(() -> NOON).limit(1000).toArray(Instant[]::new));
    recorded(NOON.plusSeconds(1));

    assertThat(at(NOON.minus(1, MICROS))).isEqualTo(new Moment(0, null, true));
    assertThat(at(NOON)).isEqualTo(new Moment(1000, NOON, true));
  }

  @Test
  void microseconds_are_told_apart_and_what_is_finer_never_reaches_the_next() {
    recorded(NOON, NOON.plus(1, MICROS), NOON.plus(2, MICROS));

    assertThat(at(NOON.plus(1, MICROS))).isEqualTo(new Moment(2, NOON.plus(1, MICROS), true));
    assertThat(at(NOON.plus(999, NANOS))).isEqualTo(new Moment(1, NOON, true));
    assertThat(at(NOON.plus(1999, NANOS))).isEqualTo(new Moment(2, NOON.plus(1, MICROS), true));
    assertThat(at(LONG_AGO.minus(1, NANOS))).isEqualTo(new Moment(0, null, true));
  }

  @Test
  void what_is_still_to_come_is_no_moment() {
    recorded(NOON);

    assertThat(at(databaseTime().plus(1, DAYS))).isNull();
    assertThat(at(Instant.parse("9999-12-31T23:59:59.999999999Z"))).isNull();
    assertThat(at(databaseTime())).isEqualTo(new Moment(1, NOON, false));
  }

  @Test
  void what_is_recorded_is_past_though_the_clock_was_set_back_since() {
    Instant ahead = databaseTime().plus(1, DAYS);
    recorded(NOON, ahead, ahead.plusSeconds(1));

    assertThat(at(ahead)).isEqualTo(new Moment(2, ahead, true));
    assertThat(at(ahead.plusSeconds(1))).isEqualTo(new Moment(3, ahead.plusSeconds(1), false));
    assertThat(at(ahead.plusSeconds(2))).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 100})
  void every_time_of_a_log_of_any_length_is_found_as_by_looking_at_all(int length) {
    Random random = new Random(length);
    List<Instant> times =
        IntStream.range(0, length)
            .mapToObj(n -> NOON.plusSeconds(random.nextInt(length)))
            .sorted()
            .toList();
    recorded(times.toArray(Instant[]::new));

    for (Instant time = NOON.minusSeconds(1);
        time.isBefore(NOON.plusSeconds(length));
        time = time.plus(1, SECONDS)) {
      Instant asked = time;
      int position = (int) times.stream().filter(each -> !each.isAfter(asked)).count();
      Instant recordedAt = position == 0 ? null : times.get(position - 1);
      boolean settled = times.getLast().isAfter(asked);
      assertThat(at(asked)).isEqualTo(new Moment(position, recordedAt, settled));
    }
  }

  private @Nullable Moment at(long position) {
    return moments.handle(new FindMoment(position));
  }

  private @Nullable Moment at(Instant time) {
    return moments.handle(new FindMomentAt(time));
  }

  private Instant databaseTime() {
    return requireNonNull(jdbc.queryForObject("SELECT clock_timestamp()", OffsetDateTime.class))
        .toInstant();
  }

  private void recorded(Instant... times) {
    jdbc.batchUpdate(
        """
        INSERT INTO tagledger.events
        SELECT coalesce(max(position), 0) + 1, ? FROM tagledger.events""",
        Stream.of(times).map(time -> new Object[] {time.atOffset(ZoneOffset.UTC)}).toList());
  }

  private static DataSource database() {
    try {
      return EmbeddedPostgres.builder()
          .setPGStartupWait(Duration.ofSeconds(60))
          .start()
          .getPostgresDatabase();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
