package tagledger.app.http;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import tagledger.api.LoggedEvent;
import tagledger.api.Query.NextEvents;

/**
 * A part of the log, page by page: it never changes while it is read, and so, between its pages,
 * nothing of the database need be held for a client that takes its time. For one thread.
 */
final class LogPages implements Iterator<LoggedEvent> {

  private final Queries queries;
  private final long upTo;
  private long last;
  private Iterator<LoggedEvent> page = Collections.emptyIterator();

  /**
   * @param upTo a position that the log has reached
   */
  LogPages(Queries queries, long after, long upTo) {
    this.queries = queries;
    this.last = after;
    this.upTo = upTo;
  }

  @Override
  public boolean hasNext() {
    return last < upTo;
  }

  @Override
  public LoggedEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (!page.hasNext()) {
      page = queries.events(new NextEvents(last, upTo)).iterator();
    }
    LoggedEvent event = page.next();
    last = event.position();
    return event;
  }
}
