package tagledger.command.check;

import java.util.Set;
import org.axonframework.messaging.MetaData;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.Command;
import tagledger.api.Event;
import tagledger.api.Findings;
import tagledger.api.Metadata;
import tagledger.command.log.Head;
import tagledger.command.log.Kind;
import tagledger.command.log.Registers;

/**
 * The head's counters, as far as the log can tell. An item's id that its request chose moves no
 * counter; the counter passes over it when it gets there.
 */
final class GivenIds {

  /** The commands whose new items get the counter's ids. */
  private static final Set<String> COUNTED =
      Set.of(Command.AddItem.class.getSimpleName(), Command.ImportRows.class.getSimpleName());

  private final Registers registers;
  private final Holes holes;
  private final Findings findings;
  private int lastCounted;

  GivenIds(Registers registers, Holes holes, Findings findings) {
    this.registers = registers;
    this.holes = holes;
    this.findings = findings;
  }

  /** Takes an event before the registers do. */
  void add(Event event, MetaData metadata) {
    if (event instanceof Event.ItemAdded added
        && !registers.ids(Kind.ITEM).contains(added.item().value())
        && metadata.get(Metadata.COMMAND) instanceof String command
        && COUNTED.contains(command)) {
      lastCounted = Math.max(lastCounted, added.item().value());
    }
  }

  void compare(Head head) {
    inspect("last_store", head.lastStore(), registers.stores(), "store");
    inspect("last_post", head.lastPost(), registers.ids(Kind.POST), "post");
    inspect("last_tag", head.lastTag(), registers.ids(Kind.TAG), "tag");
    inspectItems(head.lastItem(), registers.ids(Kind.ITEM));
  }

  private void inspect(String counter, int stored, RoaringBitmap given, String what) {
    int last = given.isEmpty() ? 0 : given.last();
    if (stored < last || (stored > last && !holes.isAnywhere())) {
      findings.differs(
          "log_head: its %s is %d, and the last %s of the log is %d"
              .formatted(counter, stored, what, last));
    }
  }

  private void inspectItems(int stored, RoaringBitmap given) {
    if (stored < lastCounted) {
      findings.differs(
          "log_head: its last_item is %d, and the log's last that was counted is %d"
              .formatted(stored, lastCounted));
    }
    if (stored > 0 && given.rank(stored) < stored && !holes.isAnywhere()) {
      findings.differs(
          "log_head: its last_item is %d, and the log never had an item %d"
              .formatted(stored, given.nextAbsentValue(1)));
    }
  }
}
