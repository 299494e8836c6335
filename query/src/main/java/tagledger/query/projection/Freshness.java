package tagledger.query.projection;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.QueryMessage;
import tagledger.api.Metadata;
import tagledger.api.NotProjected;
import tagledger.api.NotYetVisible;
import tagledger.api.Query;
import tagledger.api.Query.AsOf;
import tagledger.api.Query.FindPosition;
import tagledger.api.Query.OfHistory;
import tagledger.api.Query.OfLog;

/**
 * Lets a query wait until what it asks of holds what it asks for: the catalogue the position that
 * its metadata names, and at any rate what it must hold; the history the moment, or else all that
 * the log holds when it is asked. The log itself is always fresh. What waits for a store that is
 * parked does so in vain, and is told at once.
 */
public final class Freshness implements MessageHandlerInterceptor<QueryMessage<?, ?>> {

  /**
   * What is read.
   *
   * @param gaps asked only where this node knows of stores that are parked
   */
  public record Tables(Progress progress, Gaps gaps) {
    private boolean lack(Query query, long upTo) {
      return progress.parked() > 0 && gaps.include(query, upTo);
    }
  }

  private final Tables catalogue;
  private final Tables history;
  private final LongSupplier head;
  private final Duration patience;

  /**
   * @param head asks for the position of the log's last event
   */
  public Freshness(Tables catalogue, Tables history, LongSupplier head, Duration patience) {
    this.catalogue = catalogue;
    this.history = history;
    this.head = head;
    this.patience = patience;
  }

  @Override
  public Object handle(UnitOfWork<? extends QueryMessage<?, ?>> work, InterceptorChain chain)
      throws Exception {
    Query asked = (Query) work.getMessage().getPayload();
    switch (asked) {
      case OfLog query -> {}
      case AsOf query -> awaitPast(query, query.position());
      case OfHistory query -> awaitPast(query, head.getAsLong());
      default -> {
        if (work.getMessage().getMetaData().get(Metadata.POSITION) instanceof Long position) {
          awaitWritten(asked, position);
        } else {
          catalogue.progress().await(0, patience);
        }
      }
    }
    return chain.proceed();
  }

  private void awaitWritten(Query query, long position) {
    requireComing(query, position);
    catalogue.progress().await(position, patience);
    requireComing(query, position);
  }

  private void requireComing(Query query, long position) {
    if (catalogue.lack(query, position)) {
      throw new NotYetVisible(position);
    }
  }

  /** What is once answered of the past stays the answer: it is of all or not given. */
  private void awaitPast(Query query, long position) {
    history.progress().await(position, patience);
    if (history.lack(query, position)) {
      throw new NotProjected();
    }
  }

  @QueryHandler
  long handle(FindPosition query) {
    return catalogue.progress().position();
  }
}
