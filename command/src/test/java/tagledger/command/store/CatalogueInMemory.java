package tagledger.command.store;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import tagledger.api.Command;
import tagledger.api.Event;
import tagledger.api.StoreId;
import tagledger.command.lane.CommandTargets;
import tagledger.command.log.EventSerializer;

/** The aggregate under Axon's own bus and event store, all in memory: for long histories. */
final class CatalogueInMemory implements AutoCloseable {

  private static final AggregateModel<Store> MODEL =
      AnnotatedAggregateMetaModelFactory.inspectAggregate(Store.class);

  private final PortsInMemory ports = new PortsInMemory(this::events);
  private final Configuration configuration;

  CatalogueInMemory() {
    configuration =
        DefaultConfigurer.defaultConfiguration(false)
            .configureSerializer(c -> new EventSerializer())
            .configureEmbeddedEventStore(c -> new InMemoryEventStorageEngine())
            .registerComponent(Ids.class, c -> ports)
            .registerComponent(StoreNames.class, c -> ports)
            .registerComponent(Stores.class, c -> ports)
            .registerComponent(PastEvents.class, c -> ports)
            .registerComponent(ImportKeys.class, c -> ports)
            .configureAggregate(
                AggregateConfigurer.defaultConfiguration(Store.class)
                    .configureCommandTargetResolver(c -> new CommandTargets(ports)))
            .start();
    events().subscribe(some -> some.forEach(event -> ports.follow((Event) event.getPayload())));
  }

  /** Answers what the command answers, or throws what refused it. */
  Object send(Command command) {
    Object[] outcome = new Object[1];
    configuration
        .commandBus()
        .dispatch(
            new GenericCommandMessage<>(command),
            (sent, result) ->
                outcome[0] =
                    result.isExceptional() ? result.exceptionResult() : result.getPayload());
    if (outcome[0] instanceof RuntimeException refusal) {
      throw refusal;
    }
    return requireNonNull(outcome[0]);
  }

  List<? extends DomainEventMessage<?>> history(StoreId store) {
    return events().readEvents(Store.keyOf(store)).asStream().toList();
  }

  private EventStore events() {
    return configuration.eventStore();
  }

  /** A store out of these events, from nothing or from where a snapshot was taken. */
  EventSourcedAggregate<Store> replay(Store from, List<? extends DomainEventMessage<?>> events) {
    EventSourcedAggregate<Store> store =
        EventSourcedAggregate.initialize(
            from, MODEL, events(), NoSnapshotTriggerDefinition.TRIGGER);
    store.initializeState(DomainEventStream.of(events));
    return store;
  }

  static byte[] written(EventSourcedAggregate<Store> store) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.execute(
        it -> {
          try {
            it.write(new DataOutputStream(bytes));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return bytes.toByteArray();
  }

  static Store read(byte[] written) {
    try {
      return Store.read(new DataInputStream(new ByteArrayInputStream(written)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    configuration.shutdown();
  }
}
