package tagledger.app.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.CompletionException;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tagledger.api.Changes;
import tagledger.api.Difference;
import tagledger.api.Export;
import tagledger.api.Listing;
import tagledger.api.LoggedEvents;
import tagledger.api.Metadata;
import tagledger.api.Moment;
import tagledger.api.NotYetVisible;
import tagledger.api.Origin;
import tagledger.api.Plan;
import tagledger.api.Query;
import tagledger.api.Query.ExportStore;
import tagledger.api.StoreId;
import tagledger.api.Versioned;

/** Asks the read side. */
@Component
class Queries {

  private final QueryGateway gateway;

  Queries(QueryGateway gateway) {
    this.gateway = gateway;
  }

  /** The thing as it is known now, or nothing. */
  @Nullable Versioned find(Query query) {
    return ask(query, Versioned.class, Map.of());
  }

  /**
   * The thing as it is at that position or later, or nothing.
   *
   * @throws NotYetVisible where the read model does not reach the position in time
   */
  @Nullable Versioned find(Query query, long position) {
    return ask(query, Versioned.class, Map.of(Metadata.POSITION, position));
  }

  /** Returns when all up to this position can be read. */
  void await(long position) {
    ask(new Query.FindPosition(), Long.class, Map.of(Metadata.POSITION, position));
  }

  /** A list, to be closed; nothing where what it is a list of does not exist. */
  @Nullable Listing list(Query query) {
    return ask(query, Listing.class, Map.of());
  }

  /** A whole store, to be closed; nothing where it does not exist. */
  @Nullable Export export(ExportStore query) {
    return ask(query, Export.class, Map.of());
  }

  /** Changes, to be closed; nothing where what they are changes of never existed. */
  @Nullable Changes changes(Query.OfHistory query) {
    return ask(query, Changes.class, Map.of());
  }

  /** To be closed; nothing where the store is there at neither position. */
  @Nullable Difference difference(Query.CompareStore query) {
    return ask(query, Difference.class, Map.of());
  }

  /** The position of the log's last event. */
  long head() {
    return requireNonNull(ask(new Query.FindHead(), Long.class, Map.of()));
  }

  /** That moment, or nothing where it is still to come. */
  @Nullable Moment moment(Query.OfLog query) {
    return ask(query, Moment.class, Map.of());
  }

  /** A plan, or nothing where there is nothing that it would be for. */
  @Nullable Plan plan(Query.OfHistory query) {
    return ask(query, Plan.class, Map.of());
  }

  /** A part of the log that the memory may well hold. */
  LoggedEvents events(Query.NextEvents query) {
    return requireNonNull(ask(query, LoggedEvents.class, Map.of()));
  }

  /** The store to which a thing belongs, or nothing where there never was one. */
  @Nullable StoreId storeOf(Query.FindStoreOf query) {
    return ask(query, StoreId.class, Map.of());
  }

  /** Whose change it was, or nothing where there is no such change. */
  @Nullable Origin origin(Query.FindOrigin query) {
    return ask(query, Origin.class, Map.of());
  }

  /** What is asked as of a moment is answered as its query is, of which no handler's type tells. */
  private <R> @Nullable R ask(Query query, Class<R> type, Map<String, ?> metadata) {
    Class<?> declared = query instanceof Query.AsOf ? Object.class : type;
    try {
      Object answer =
          gateway
              .query(
                  query.getClass().getName(),
                  new GenericMessage<>(query, metadata),
                  ResponseTypes.instanceOf(declared))
              .join();
      return type.cast(answer);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
