package tagledger.query.history;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One statement's rows after the other's, each of which is run when the one before is read. */
final class Chain<T> implements Iterator<T> {

  private final Iterator<Supplier<Cursor<T>>> statements;
  private @Nullable Cursor<T> rows;

  Chain(List<Supplier<Cursor<T>>> statements) {
    this.statements = statements.iterator();
  }

  @Override
  public boolean hasNext() {
    while (rows == null || !rows.hasNext()) {
      if (rows != null) {
        rows.close();
        rows = null;
      }
      if (!statements.hasNext()) {
        return false;
      }
      rows = statements.next().get();
    }
    return true;
  }

  @Override
  public T next() {
    if (!hasNext() || rows == null) {
      throw new NoSuchElementException();
    }
    return rows.next();
  }
}
