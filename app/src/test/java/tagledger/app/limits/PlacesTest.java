package tagledger.app.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlacesTest {

  @Test
  void one_caller_has_so_many_and_all_have_so_many() {
    Places places = new Places("imports", 3, 2);
    places.take("a");
    Places.Place second = places.take("a");

    assertThatThrownBy(() -> places.take("a"))
        .isInstanceOfSatisfying(LimitExceeded.class, it -> assertThat(it.isByCaller()).isTrue())
        .hasMessage(
            "You have 2 imports at the same time, and more are not granted. Wait until one has"
                + " ended.");
    places.take("b");
    assertThatThrownBy(() -> places.take("b"))
        .isInstanceOfSatisfying(LimitExceeded.class, it -> assertThat(it.isByCaller()).isFalse());

    second.close();
    second.close();
    assertThat(places.taken()).isEqualTo(2);
    places.take("a");
    assertThat(places.taken()).isEqualTo(3);
  }

  @Test
  void zero_is_no_limit() {
    Places places = new Places("imports", 0, 0);
    for (int i = 0; i < 1000; i++) {
      places.take("a");
    }

    assertThat(places.taken()).isEqualTo(1000);
  }
}
