package tagledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

  private static final int MILLISECOND = 13;

  @Test
  void a_command_gets_an_id_that_is_of_its_time() {
    long before = System.currentTimeMillis();
    UUID id = UUID.fromString(new GenericCommandMessage<>("any").getIdentifier());
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, System.currentTimeMillis());
  }

  @Test
  void ids_stand_in_the_order_of_time_and_no_two_are_alike() {
    TimeOrderedIds ids = new TimeOrderedIds();
    List<String> some = Stream.generate(ids::generateIdentifier).limit(100_000).toList();
    assertThat(some).doesNotHaveDuplicates();
    assertThat(some.stream().map(id -> id.substring(0, MILLISECOND))).isSorted();
  }
}
