package tagledger.command.log;

import java.util.function.UnaryOperator;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;

/** Reads events of earlier revisions as those of today. */
final class Upcasters {

  private Upcasters() {}

  static EventUpcaster all() {
    return new EventUpcasterChain(
        new Optional("catalogue.ItemAdded", "1", "2"),
        new Optional("catalogue.PostAdded", "1", "2"));
  }

  /** The later revision may tell more, and what it tells may be absent. */
  private static final class Optional extends SingleEventUpcaster {

    private final SerializedType earlier;
    private final SerializedType later;

    Optional(String name, String earlier, String later) {
      this.earlier = new SimpleSerializedType(name, earlier);
      this.later = new SimpleSerializedType(name, later);
    }

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation event) {
      return event.getType().equals(earlier);
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
      return event.upcastPayload(later, byte[].class, UnaryOperator.identity());
    }
  }
}
