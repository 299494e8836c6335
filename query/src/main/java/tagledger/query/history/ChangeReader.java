package tagledger.query.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tagledger.api.Change;

/** Changes with their details, as they are read: those of many entries at once. */
final class ChangeReader implements Iterator<Change> {

  private static final int COMMANDS_AT_ONCE = 500;

  private final Snapshot snapshot;
  private final Cursor<Entry> entries;
  private final Scope scope;
  private final Deque<Entry> some = new ArrayDeque<>();
  private @Nullable Details details;
  private Details.@Nullable OfEntry last;

  ChangeReader(Snapshot snapshot, Cursor<Entry> entries, Scope scope) {
    this.snapshot = snapshot;
    this.entries = entries;
    this.scope = scope;
  }

  @Override
  public boolean hasNext() {
    return !some.isEmpty() || entries.hasNext();
  }

  @Override
  public Change next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (last != null) {
      last.forEachRemaining(unread -> {});
    }
    Details read = details;
    if (read == null || some.isEmpty()) {
      if (read != null) {
        read.close();
      }
      read = advance();
      details = read;
    }
    Entry entry = some.removeFirst();
    Details.OfEntry its = read.of(entry);
    last = its;
    return new Change(
        entry.id(),
        entry.position(),
        entry.time(),
        entry.actor(),
        entry.request(),
        entry.reason(),
        entry.store(),
        Summary.of(entry, its.peek()),
        its);
  }

  private Details advance() {
    int commands = 0;
    while (commands < COMMANDS_AT_ONCE && entries.hasNext()) {
      Entry entry = entries.next();
      commands += entry.commands().size();
      some.add(entry);
    }
    return new Details(snapshot, new ArrayList<>(some), scope);
  }
}
