package tagledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTypesTest {

  @Test
  void every_event_has_exactly_one_name() {
    assertThat(Arrays.stream(EventTypes.values()).map(EventTypes::eventClass))
        .containsExactlyInAnyOrder(events());
  }

  @ParameterizedTest
  @EnumSource
  void a_type_is_found_by_its_class_and_by_its_name(EventTypes type) {
    assertThat(EventTypes.ofClass(type.eventClass())).isEqualTo(type);
    assertThat(EventTypes.ofName(type.eventName())).isEqualTo(type);
    assertThat(type.revision()).isPositive();
  }

  @Test
  void what_is_no_event_has_no_type() {
    assertThat(EventTypes.ofClass(String.class)).isNull();
    assertThat(EventTypes.ofName("catalogue.NoSuchThing")).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void all_free_text_is_erasable(EventTypes type) {
    assertThat(
            Arrays.stream(type.eventClass().getRecordComponents())
                .filter(component -> component.getType() == String.class))
        .allMatch(component -> component.isAnnotationPresent(Erasable.class));
  }

  @ParameterizedTest
  @EnumSource
  void nothing_but_free_text_is_erasable(EventTypes type) {
    assertThat(
            Arrays.stream(type.eventClass().getRecordComponents())
                .filter(component -> component.isAnnotationPresent(Erasable.class)))
        .extracting(RecordComponent::getType)
        .allMatch(String.class::equals);
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends Event>[] events() {
    return (Class<? extends Event>[]) Event.class.getPermittedSubclasses();
  }
}
