package tagledger.app.http;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tagledger.api.IdSet;
import tagledger.api.LoggedEvent;
import tagledger.api.LoggedEvents;
import tagledger.api.Query.NextEvents;

/**
 * A part of the log, page by page: it never changes while it is read, and so, between its pages,
 * nothing of the database need be held for a client that takes its time. For one thread.
 */
final class LogPages implements Iterator<LoggedEvent> {

  private final Queries queries;
  private final long upTo;
  private final @Nullable IdSet only;
  private long last;
  private Iterator<LoggedEvent> page = Collections.emptyIterator();

  /**
   * @param upTo a position that the log has reached
   * @param only the stores whose events may be told; nothing for all
   */
  LogPages(Queries queries, long after, long upTo, @Nullable IdSet only) {
    this.only = only;
    this.queries = queries;
    this.last = after;
    this.upTo = upTo;
  }

  @Override
  public boolean hasNext() {
    while (!page.hasNext() && last < upTo) {
      LoggedEvents next = queries.events(new NextEvents(last, upTo, only));
      page = next.events().iterator();
      last = next.reached();
    }
    return page.hasNext();
  }

  @Override
  public LoggedEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.next();
  }
}
