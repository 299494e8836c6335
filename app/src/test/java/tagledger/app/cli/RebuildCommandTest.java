package tagledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RebuildCommandTest {

  private static final String LOOK = "GET /projections/catalogue";
  private static final String REBUILD = "POST /projections/catalogue/rebuild";
  private static final String REFUSED = "{\"code\": 409, \"message\": \"It is being rebuilt.\"}";
  private static final String SERVES_OLD = status(3, "null");
  private static final String BEGUN = status(3, building(0, "null"));
  private static final String HALF = status(3, building(500, "null"));
  private static final String SERVES_NEW = status(4, "null");

  private final CannedService canned = new CannedService();

  @AfterEach
  void close() {
    canned.close();
  }

  @Test
  void it_waits_until_the_new_generation_serves_and_says_what_it_took() {
    answers(SERVES_OLD, HALF, SERVES_NEW);
    canned.on(REBUILD, 202, BEGUN);

    Terminated done = run();

    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.out())
        .containsPattern(
            "^Generation 4 of 'catalogue' serves: 1,000 events in [0-9.]+ s, [0-9,]+ a second\\.\\R$");
    assertThat(done.err()).isEmpty();
    assertThat(canned.received(REBUILD).text()).isEmpty();
  }

  @Test
  void without_waiting_it_only_begins() {
    answers(SERVES_OLD);
    canned.on(REBUILD, 202, BEGUN);

    assertThat(run("--no-wait").out()).isEqualTo("Generation 4 of 'catalogue' is being built.\n");
    assertThat(run("--no-wait", "--json").out()).isEqualTo(BEGUN + "\n");
  }

  @Test
  void what_serves_at_once_is_not_waited_for() {
    answers(SERVES_OLD);
    canned.on(REBUILD, 202, SERVES_NEW);

    assertThat(run().out()).isEqualTo("Generation 4 of 'catalogue' serves: 1,000 events.\n");
  }

  @Test
  void json_is_what_was_said_last() {
    answers(SERVES_OLD, HALF, SERVES_NEW);
    canned.on(REBUILD, 202, BEGUN);

    assertThat(run("--json").out()).isEqualTo(SERVES_NEW + "\n");
  }

  @Test
  void why_it_does_not_go_on_is_said_once() {
    String full = status(3, building(500, "\"the disk is full\""));
    answers(SERVES_OLD, full, full, SERVES_NEW);
    canned.on(REBUILD, 202, BEGUN);

    Terminated done = run();

    assertThat(done.exitCode()).isZero();
    assertThat(done.err()).isEqualTo("It does not go on, but tries: the disk is full\n");
    answers(SERVES_OLD, full, SERVES_NEW);
    assertThat(run("--quiet").err()).isEmpty();
  }

  @Test
  void a_service_that_is_away_for_a_while_is_waited_for() {
    answers(SERVES_OLD, HALF, "cut", "{\"code\": 503}", "cut", HALF, SERVES_NEW);
    canned.on(REBUILD, 202, BEGUN);

    Terminated done = run();

    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.out()).contains("Generation 4");
  }

  @Test
  void one_that_goes_on_already_is_refused_or_followed() {
    answers(HALF);
    canned.on(REBUILD, 409, REFUSED);

    Terminated refused = run();

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).contains("is being rebuilt already", "rebuild catalogue --follow");
    assertThat(refused.out()).isEmpty();

    answers(HALF, HALF, HALF, SERVES_NEW);
    Terminated followed = run("--follow");

    assertThat(followed.exitCode()).as(followed.err()).isZero();
    assertThat(followed.out()).contains("Generation 4 of 'catalogue' serves: 500 events");
  }

  @Test
  void one_that_is_given_up_is_no_success() {
    answers(SERVES_OLD, HALF, SERVES_OLD);
    canned.on(REBUILD, 202, BEGUN);

    Terminated refused = run();

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).contains("Generation 4 of 'catalogue' was given up");
  }

  @Test
  void an_unknown_name_is_refused_with_those_there_are() {
    canned.on("GET /projections", 200, "[" + SERVES_OLD + "]");

    Terminated refused = Terminated.run("rebuild", "catalog", "--url", canned.url());

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err())
        .contains("There is no projection 'catalog'. There are: catalogue.")
        .doesNotContain("\tat ");
  }

  @Test
  void the_projections_are_listed() {
    String list = "[" + status(3, building(500, "\"the disk is full\"")) + "]";
    canned.on("GET /projections", 200, list);

    Terminated listed = Terminated.run("projections", "--url", canned.url());

    assertThat(listed.exitCode()).isZero();
    assertThat(listed.out())
        .containsPattern("catalogue +3 +1,000 +0 +2\\R")
        .containsPattern("building +4 +500 +500\\R")
        .contains("error: the disk is full");
    assertThat(Terminated.run("projections", "--json", "--url", canned.url()).out())
        .isEqualTo(list + "\n");
  }

  /** One after the other, and the last of them from then on. */
  private void answers(String... bodies) {
    Iterator<String> next = List.of(bodies).iterator();
    canned.on(
        LOOK,
        (exchange, body) -> {
          String answer;
          synchronized (next) {
            answer = next.hasNext() ? next.next() : bodies[bodies.length - 1];
          }
          if (answer.equals("cut")) {
            exchange.close();
          } else {
            CannedService.answer(exchange, answer.contains("503") ? 503 : 200, answer);
          }
        });
  }

  private Terminated run(String... options) {
    String[] arguments = new String[options.length + 4];
    System.arraycopy(
        new String[] {"rebuild", "catalogue", "--url", canned.url()}, 0, arguments, 0, 4);
    System.arraycopy(options, 0, arguments, 4, options.length);
    return Terminated.run(arguments);
  }

  private static String status(int generation, String building) {
    return """
        {"name":"catalogue","generation":%d,"position":1000,"lag_events":0,"lag_seconds":0.0,\
        "events_per_second":null,"seconds_left":0.0,"last_error":null,"dead_letters":2,"building":%s}"""
        .formatted(generation, building);
  }

  private static String building(int position, String error) {
    return """
        {"generation":4,"started_at":"2026-11-22T12:00:00Z","position":%d,"lag_events":%d,\
        "lag_seconds":5.0,"events_per_second":1234.5,"seconds_left":0.5,"last_error":%s}"""
        .formatted(position, 1000 - position, error);
  }
}
