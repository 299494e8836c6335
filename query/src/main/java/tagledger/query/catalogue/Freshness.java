package tagledger.query.catalogue;

import java.time.Duration;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.QueryMessage;
import tagledger.api.Metadata;
import tagledger.api.Query.FindPosition;
import tagledger.api.Query.OfLog;

/**
 * Lets a query wait until the read model holds the position that its metadata asks for, and at any
 * rate what it must hold; and tells its position. The log itself is always fresh.
 */
public final class Freshness implements MessageHandlerInterceptor<QueryMessage<?, ?>> {

  private final Progress progress;
  private final Duration patience;

  public Freshness(Progress progress, Duration patience) {
    this.progress = progress;
    this.patience = patience;
  }

  @Override
  public Object handle(UnitOfWork<? extends QueryMessage<?, ?>> work, InterceptorChain chain)
      throws Exception {
    if (work.getMessage().getPayload() instanceof OfLog) {
      return chain.proceed();
    }
    Object asked = work.getMessage().getMetaData().get(Metadata.POSITION);
    progress.await(asked instanceof Long position ? position : 0, patience);
    return chain.proceed();
  }

  @QueryHandler
  long handle(FindPosition query) {
    return progress.position();
  }
}
