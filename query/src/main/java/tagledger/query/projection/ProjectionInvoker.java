package tagledger.query.projection;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Event;
import tagledger.query.projection.Projector.Recorded;

/**
 * Hands the events of a unit of work to the projector as one batch, in the transaction that also
 * moves the token: the tables and the token always tell of the same position.
 */
final class ProjectionInvoker implements EventHandlerInvoker {

  private static final String BATCH = ProjectionInvoker.class.getName();

  private final Projection projection;
  private final JdbcTemplate tables;

  ProjectionInvoker(Projection projection) {
    this.projection = projection;
    this.tables = new JdbcTemplate(projection.writer());
  }

  @Override
  public void handle(EventMessage<?> message, Segment segment) {
    Recorded event = recorded(message);
    BatchingUnitOfWork<?> work = (BatchingUnitOfWork<?>) CurrentUnitOfWork.get();
    LiveBatch batch = work.getOrComputeResource(BATCH, key -> begin(work));
    batch.add(event);
    // What is done to prepare the commit would be undone with a part of the batch.
    if (work.isLastMessage()) {
      batch.end();
    }
  }

  static Recorded recorded(EventMessage<?> message) {
    var token = (GlobalSequenceTrackingToken) ((TrackedEventMessage<?>) message).trackingToken();
    return new Recorded(
        (Event) message.getPayload(),
        ((DomainEventMessage<?>) message).getSequenceNumber(),
        token.getGlobalIndex(),
        message.getMetaData());
  }

  private LiveBatch begin(UnitOfWork<?> work) {
    LiveBatch batch = new LiveBatch(projection.projector(), tables, ProjectionTokens.moveIn(work));
    work.onPrepareCommit(
        ending -> {
          checkState(batch.hasEnded());
          projection.follower().committing(batch.events());
        });
    work.onRollback(undone -> projection.follower().lost(projection.progress().parked() == 0));
    work.afterCommit(done -> tell(batch));
    return batch;
  }

  private static void checkState(boolean ended) {
    if (!ended) {
      throw new IllegalStateException("The last event of a batch was not handed over");
    }
  }

  /** That stores are parked is known before the position is by which somebody asks for them. */
  private void tell(LiveBatch batch) {
    batch.letters().forEach(letter -> letter.tell(projection.name()));
    projection.follower().committed(batch.events(), batch.parked() == 0);
    projection.progress().parked(batch.parked());
    projection.progress().reached(batch.position());
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
