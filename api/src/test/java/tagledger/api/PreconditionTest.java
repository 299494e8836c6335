package tagledger.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tagledger.api.Precondition.AnyVersion;
import tagledger.api.Precondition.Condition;
import tagledger.api.Precondition.OneOf;
import tagledger.api.Precondition.Unconditional;

class PreconditionTest {

  private static final Condition ABSENT = new Unconditional();
  private static final Condition STAR = new AnyVersion();

  @Test
  void nothing_is_required_where_no_header_is_given() {
    accepts(Precondition.NONE, 3);
    acceptsAbsent(Precondition.NONE);
  }

  @Test
  void if_match_star_wants_the_thing_to_exist() {
    Precondition exists = new Precondition(STAR, ABSENT);
    accepts(exists, 0);
    refusesAbsent(exists);
  }

  @Test
  void if_match_wants_one_of_its_versions() {
    Precondition either = new Precondition(versions(3, 5), ABSENT);
    accepts(either, 3);
    accepts(either, 5);
    accepts(either, 1, 5);
    refuses(either, 4);
    refusesAbsent(either);
  }

  @Test
  void if_match_with_foreign_tags_alone_matches_nothing() {
    refuses(new Precondition(versions(), ABSENT), 0);
    refusesAbsent(new Precondition(versions(), ABSENT));
  }

  @Test
  void if_none_match_star_wants_the_thing_not_to_exist() {
    Precondition isNew = new Precondition(ABSENT, STAR);
    refuses(isNew, 0);
    acceptsAbsent(isNew);
  }

  @Test
  void if_none_match_refuses_its_versions() {
    Precondition other = new Precondition(ABSENT, versions(3, 5));
    refuses(other, 3);
    refuses(other, 1, 5);
    accepts(other, 4);
    acceptsAbsent(other);
  }

  @Test
  void both_must_hold() {
    Precondition both = new Precondition(versions(3, 4), versions(4));
    accepts(both, 3);
    refuses(both, 4);
    refuses(both, 5);
  }

  @Test
  void a_version_that_is_not_required_is_not_asked_for() {
    Precondition.NONE.require(
        () -> {
          throw new AssertionError("asked");
        });
  }

  private static OneOf versions(long... versions) {
    return new OneOf(LongStream.of(versions).boxed().collect(Collectors.toUnmodifiableSet()));
  }

  private static void accepts(Precondition condition, long... versions) {
    assertThatCode(() -> condition.require(asked(versions))).doesNotThrowAnyException();
  }

  private static void acceptsAbsent(Precondition condition) {
    assertThatCode(condition::requireForAbsent).doesNotThrowAnyException();
  }

  private static void refuses(Precondition condition, long... versions) {
    assertThatExceptionOfType(Rejection.PreconditionFailed.class)
        .isThrownBy(() -> condition.require(asked(versions)));
  }

  private static void refusesAbsent(Precondition condition) {
    assertThatExceptionOfType(Rejection.PreconditionFailed.class)
        .isThrownBy(condition::requireForAbsent);
  }

  private static LongSupplier[] asked(long... versions) {
    return LongStream.of(versions)
        .<LongSupplier>mapToObj(version -> () -> version)
        .toArray(LongSupplier[]::new);
  }
}
