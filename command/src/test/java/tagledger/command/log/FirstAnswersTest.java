package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Keys.under;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.CreateStore;
import tagledger.api.FirstAnswer;
import tagledger.api.FirstAnswers;
import tagledger.api.IdempotencyKey;
import tagledger.command.Keys;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

class FirstAnswersTest {

  private static final IdempotencyKey KEY = Keys.request("k", 'a').key();
  private static final FirstAnswer FIRST =
      new FirstAnswer(201, Map.of("ETag", "\"1\"", "Location", "/store/1"), "{\"name\":\"🪑 é\"}");
  private static final FirstAnswer SECOND = new FirstAnswer(202, Map.of(), null);

  private TestDatabase database;
  private Node node;
  private FirstAnswers answers;

  @BeforeEach
  void start() {
    database = TestDatabase.migrated();
    node = Node.on(database.application());
    answers = node.log().firstAnswers();
    node.send(new CreateStore("My store", NONE), under("k", 'a')).join();
  }

  @AfterEach
  void stop() {
    node.close();
    database.close();
  }

  @Test
  void the_first_answer_that_is_kept_is_the_first() {
    assertThat(answers.find(KEY)).isNull();

    assertThat(answers.keep(KEY, FIRST)).isEqualTo(FIRST);
    assertThat(answers.keep(KEY, SECOND)).isEqualTo(FIRST);

    assertThat(answers.find(KEY)).isEqualTo(FIRST);
  }

  @Test
  void an_answer_may_have_neither_body_nor_headers() {
    answers.keep(KEY, SECOND);

    assertThat(answers.find(KEY)).isEqualTo(SECOND);
    assertThat(answers.keep(KEY, FIRST)).isEqualTo(SECOND);
  }

  @Test
  void an_answer_under_a_key_that_nobody_decided_is_not_kept() {
    IdempotencyKey unknown = Keys.request("unknown", 'a').key();

    assertThat(answers.keep(unknown, FIRST)).isEqualTo(FIRST);
    assertThat(answers.find(unknown)).isNull();
  }

  @Test
  void a_key_that_is_used_anew_after_a_day_has_no_answer_yet() {
    answers.keep(KEY, FIRST);
    age("24 hours");

    node.send(new CreateStore("Another store", NONE), under("k", 'b')).join();

    assertThat(answers.find(KEY)).isNull();
    assertThat(answers.keep(KEY, SECOND)).isEqualTo(SECOND);
  }

  @Test
  void the_sweep_takes_what_is_older_than_a_day_however_much_that_is() {
    IntStream.range(0, 2500)
        .mapToObj(n -> node.send(new CreateStore("My store", NONE), under("old " + n, 'a')))
        .toList()
        .forEach(sent -> sent.join());
    age("24 hours");
    node.send(new CreateStore("My store", NONE), under("young", 'a')).join();

    new ExpiredKeys(database.application()).sweep();

    assertThat(
            database
                .owner()
                .queryForList("SELECT key FROM tagledger.idempotency_keys", String.class))
        .containsExactly("young");
  }

  private void age(String age) {
    database
        .owner()
        .update("UPDATE tagledger.idempotency_keys SET recorded_at = now() - ?::interval", age);
  }
}
