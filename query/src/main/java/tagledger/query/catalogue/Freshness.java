package tagledger.query.catalogue;

import java.time.Duration;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.QueryMessage;
import tagledger.api.Metadata;
import tagledger.api.Query.FindPosition;

/**
 * Lets a query wait until the read model holds the position that its metadata asks for, and tells
 * it.
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
    if (work.getMessage().getMetaData().get(Metadata.POSITION) instanceof Long position) {
      progress.await(position, patience);
    }
    return chain.proceed();
  }

  @QueryHandler
  long handle(FindPosition query) {
    return progress.position();
  }
}
