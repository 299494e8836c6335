package tagledger.app.http;

import java.time.Instant;
import tagledger.api.DeadLetters.DeadLetter;
import tagledger.api.StoreId;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A dead letter as it is shown.
 *
 * @param waiting how many of the store's events are not projected
 */
@JsonNaming(SnakeCaseStrategy.class)
record DeadLetterView(
    String id,
    String projection,
    StoreId store,
    long position,
    String type,
    String cause,
    Instant since,
    Instant triedAt,
    int tries,
    long waiting) {

  static DeadLetterView of(DeadLetter letter) {
    return new DeadLetterView(
        letter.id(),
        letter.projection(),
        letter.store(),
        letter.position(),
        letter.type(),
        letter.cause(),
        letter.since(),
        letter.triedAt(),
        letter.tries(),
        letter.waiting());
  }
}
