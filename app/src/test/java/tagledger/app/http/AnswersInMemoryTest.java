package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswersInMemoryTest {

  private static final int KB = 1024;

  private final AnswersInMemory memory = new AnswersInMemory(100 * KB);

  @Test
  void there_is_room_for_as_much_as_has_been_given_back() {
    assertThat(memory.take(60 * KB)).isTrue();
    assertThat(memory.take(41 * KB)).isFalse();
    assertThat(memory.take(40 * KB)).isTrue();
    memory.giveBack(60 * KB);
    assertThat(memory.take(61 * KB)).isFalse();
    assertThat(memory.take(60 * KB)).isTrue();
  }

  @Test
  void there_is_always_room_for_what_is_short() {
    assertThat(memory.take(100 * KB)).isTrue();
    assertThat(memory.take(16 * KB)).isTrue();
    memory.giveBack(16 * KB);
    assertThat(memory.take(17 * KB)).isFalse();
  }
}
