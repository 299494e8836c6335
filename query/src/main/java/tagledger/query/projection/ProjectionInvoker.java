package tagledger.query.projection;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Event;
import tagledger.query.projection.Projector.Batch;
import tagledger.query.projection.Projector.Recorded;

/**
 * Hands the events of a unit of work to the projector as one batch, in the transaction that also
 * moves the token: the tables and the token always tell of the same position.
 */
final class ProjectionInvoker implements EventHandlerInvoker {

  private static final String BATCH = ProjectionInvoker.class.getName();

  /** As long as a batch is written, no other tables take the place of these. */
  private static final String HOLD = "LOCK TABLE generation IN ROW SHARE MODE";

  private final Projector projector;
  private final Progress progress;
  private final JdbcTemplate tables;

  ProjectionInvoker(Projection projection) {
    this.projector = projection.projector();
    this.progress = projection.progress();
    this.tables = new JdbcTemplate(projection.writer());
  }

  @Override
  public void handle(EventMessage<?> message, Segment segment) {
    UnitOfWork<?> work = CurrentUnitOfWork.get();
    Batch batch = work.getOrComputeResource(BATCH, key -> begin(work));
    batch.add(recorded(message));
  }

  static Recorded recorded(EventMessage<?> message) {
    var token = (GlobalSequenceTrackingToken) ((TrackedEventMessage<?>) message).trackingToken();
    return new Recorded(
        (Event) message.getPayload(),
        ((DomainEventMessage<?>) message).getSequenceNumber(),
        token.getGlobalIndex(),
        message.getMetaData());
  }

  private Batch begin(UnitOfWork<?> work) {
    tables.execute(HOLD);
    Batch batch = projector.begin(tables);
    work.onPrepareCommit(ending -> batch.end());
    work.afterCommit(done -> progress.reached(batch.position()));
    return batch;
  }

  @Override
  public boolean canHandle(EventMessage<?> message, Segment segment) {
    return true;
  }

  @Override
  public boolean canHandleType(Class<?> payloadType) {
    return true;
  }

  @Override
  public boolean supportsReset() {
    return false;
  }
}
