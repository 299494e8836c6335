package tagledger.query.catalogue;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Event;
import tagledger.query.projection.Progress;

/**
 * Keeps the catalogue's tables. All that a batch of events comes to is written when the batch ends,
 * or in parts where it is large, in the transaction that also moves the token: the tables and the
 * token always tell of the same position.
 */
@ProcessingGroup(CatalogueProjection.NAME)
public final class CatalogueProjection {

  public static final String NAME = "catalogue";

  /** Some 100 bytes each. */
  private static final int ROWS_AT_ONCE = 100_000;

  private final CatalogueTables tables;
  private final Progress progress;

  public CatalogueProjection(JdbcTemplate jdbc, Progress progress) {
    this.tables = new CatalogueTables(jdbc);
    this.progress = progress;
  }

  @EventHandler
  void on(Event event, @SequenceNumber long sequence, TrackingToken token, UnitOfWork<?> work) {
    Pending pending = work.getOrComputeResource(NAME, key -> begin(work));
    pending.changes.add(event, sequence);
    if (pending.changes.size() > ROWS_AT_ONCE) {
      tables.write(pending.changes);
      pending.changes = new CatalogueChanges();
    }
    pending.position = ((GlobalSequenceTrackingToken) token).getGlobalIndex();
  }

  private Pending begin(UnitOfWork<?> work) {
    Pending pending = new Pending();
    work.onPrepareCommit(ending -> tables.write(pending.changes));
    work.afterCommit(done -> progress.reached(pending.position));
    return pending;
  }

  private static final class Pending {
    private CatalogueChanges changes = new CatalogueChanges();
    private long position;
  }
}
