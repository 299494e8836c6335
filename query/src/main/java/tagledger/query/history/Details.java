package tagledger.query.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tagledger.api.Change.Detail;
import tagledger.api.ThingKind;
import tagledger.query.sql.RowStream;

/**
 * The details of some entries, with one statement a kind for all of them. They are read in the
 * order of the entries, each to its end; a large one takes no more memory than a small one.
 */
final class Details implements AutoCloseable {

  private final List<Cursor<DetailRow>> kinds = new ArrayList<>();

  Details(Snapshot snapshot, List<Entry> entries, Scope scope) {
    for (Kind kind : Kind.ALL) {
      List<Entry> some = having(entries, entry -> entry.counts().of(kind.thing()) > 0);
      if (scope.tellsOf(kind) && !some.isEmpty()) {
        kinds.add(open(snapshot, kind, some, scope));
      }
    }
    List<Entry> linking = having(entries, entry -> entry.counts().of(ThingKind.LINK) > 0);
    for (LinkKind links : LinkKind.ALL) {
      if (scope.tellsOf(links) && !linking.isEmpty()) {
        kinds.add(open(snapshot, links, linking, scope));
      }
    }
  }

  private static List<Entry> having(List<Entry> entries, Predicate<Entry> condition) {
    return entries.stream().filter(condition).toList();
  }

  private static Cursor<DetailRow> open(
      Snapshot snapshot, Kind kind, List<Entry> entries, Scope scope) {
    ThingKind thing = kind.thing();
    return snapshot.open(
        kind.rowsAtOnce(),
        DetailSql.of(kind, scope),
        row ->
            new DetailRow(
                row.getLong(1),
                new Detail(thing, kind.state(row, 2), kind.state(row, 5)),
                null,
                null),
        List.of(commands(entries)));
  }

  private static Cursor<DetailRow> open(
      Snapshot snapshot, LinkKind links, List<Entry> entries, Scope scope) {
    List<Boolean> named =
        entries.stream()
            .flatMap(it -> Collections.nCopies(it.commands().size(), it.isOneLink()).stream())
            .toList();
    return snapshot.open(
        RowStream.SMALL_ROWS_AT_ONCE,
        DetailSql.of(links, scope),
        row ->
            new DetailRow(
                row.getLong(1),
                links.detail(row, 2, row.getBoolean(4)),
                row.getString(5),
                row.getString(6)),
        List.of(commands(entries), named));
  }

  private static List<Long> commands(List<Entry> entries) {
    return entries.stream().flatMap(entry -> entry.commands().stream()).toList();
  }

  /** Those of the next entry. */
  OfEntry of(Entry entry) {
    return new OfEntry(entry.commands().iterator());
  }

  @Override
  public void close() {
    kinds.forEach(Cursor::close);
  }

  /** Command by command, kind by kind. */
  final class OfEntry implements Iterator<Detail> {
    private final Iterator<Long> commands;
    private long command;

    private OfEntry(Iterator<Long> commands) {
      this.commands = commands;
      this.command = commands.next();
    }

    /** The next one, which stays the next, or nothing. */
    @Nullable DetailRow peek() {
      Cursor<DetailRow> kind = kind();
      return kind == null ? null : kind.peek();
    }

    private @Nullable Cursor<DetailRow> kind() {
      while (true) {
        for (Cursor<DetailRow> kind : kinds) {
          DetailRow row = kind.peek();
          if (row != null && row.command() == command) {
            return kind;
          }
        }
        if (!commands.hasNext()) {
          return null;
        }
        command = commands.next();
      }
    }

    @Override
    public boolean hasNext() {
      return kind() != null;
    }

    @Override
    public Detail next() {
      Cursor<DetailRow> kind = kind();
      if (kind == null) {
        throw new NoSuchElementException();
      }
      return kind.next().detail();
    }
  }
}
