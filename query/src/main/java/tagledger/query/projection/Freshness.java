package tagledger.query.projection;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.QueryMessage;
import tagledger.api.Metadata;
import tagledger.api.Query;
import tagledger.api.Query.AsOf;
import tagledger.api.Query.FindPosition;
import tagledger.api.Query.OfHistory;
import tagledger.api.Query.OfLog;

/**
 * Lets a query wait until what it asks of holds what it asks for: the catalogue the position that
 * its metadata names, and at any rate what it must hold; the history the moment, or else all that
 * the log holds when it is asked. The log itself is always fresh.
 */
public final class Freshness implements MessageHandlerInterceptor<QueryMessage<?, ?>> {

  private final Progress catalogue;
  private final Progress history;
  private final LongSupplier head;
  private final Duration patience;

  /**
   * @param head asks for the position of the log's last event
   */
  public Freshness(Progress catalogue, Progress history, LongSupplier head, Duration patience) {
    this.catalogue = catalogue;
    this.history = history;
    this.head = head;
    this.patience = patience;
  }

  @Override
  public Object handle(UnitOfWork<? extends QueryMessage<?, ?>> work, InterceptorChain chain)
      throws Exception {
    switch ((Query) work.getMessage().getPayload()) {
      case OfLog query -> {}
      case AsOf query -> history.await(query.position(), patience);
      case OfHistory query -> history.await(head.getAsLong(), patience);
      default -> {
        Object asked = work.getMessage().getMetaData().get(Metadata.POSITION);
        catalogue.await(asked instanceof Long position ? position : 0, patience);
      }
    }
    return chain.proceed();
  }

  @QueryHandler
  long handle(FindPosition query) {
    return catalogue.position();
  }
}
