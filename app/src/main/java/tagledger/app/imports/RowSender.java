package tagledger.app.imports;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Imported;
import tagledger.api.Metadata;
import tagledger.api.NotYetVisible;
import tagledger.api.Query;
import tagledger.api.Row;
import tagledger.api.Unavailable;
import tagledger.app.database.DatabaseGone;

/** Sends rows to their store, and waits for the read model to have them. */
@Component
class RowSender {

  private static final Logger log = LoggerFactory.getLogger(RowSender.class);

  /** What became of rows, and what to wait for to see it. */
  record Sent(Imported outcome, long position) {}

  private final CommandBus bus;
  private final QueryGateway queries;

  RowSender(CommandBus bus, QueryGateway queries) {
    this.bus = bus;
    this.queries = queries;
  }

  /** Returns at once. Rows sent later are decided later. */
  CompletableFuture<Sent> send(ImportOptions options, List<Row> rows, Extent extent) {
    CompletableFuture<Sent> sent = new CompletableFuture<>();
    bus.<ImportRows, Imported>dispatch(
        new GenericCommandMessage<>(
            new ImportRows(options.store(), rows, extent), options.metadata()),
        (command, result) -> {
          if (result.isExceptional()) {
            sent.completeExceptionally(failure(result.exceptionResult()));
          } else {
            sent.complete(
                new Sent(
                    result.getPayload(),
                    (Long) requireNonNull(result.getMetaData().get(Metadata.POSITION))));
          }
        });
    return sent;
  }

  /** A database that went away while the rows were decided has nothing of them. */
  private static Throwable failure(Throwable failure) {
    return !(failure instanceof Unavailable) && DatabaseGone.isCauseOf(failure)
        ? Unavailable.nothingDone("The database went away.", failure)
        : failure;
  }

  /**
   * Returns when all up to this position can be read, or when the read model is too late.
   *
   * @return whether it can be read
   */
  boolean await(long position) {
    try {
      queries
          .query(
              Query.FindPosition.class.getName(),
              new GenericMessage<>(new Query.FindPosition(), Map.of(Metadata.POSITION, position)),
              ResponseTypes.instanceOf(Long.class))
          .join();
      return true;
    } catch (NotYetVisible late) {
      log.debug("The read model is late", late);
    } catch (CompletionException e) {
      log.debug("The read model cannot be asked", e);
    }
    return false;
  }
}
