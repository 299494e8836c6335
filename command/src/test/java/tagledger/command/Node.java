package tagledger.command;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import tagledger.api.Command;
import tagledger.api.Precondition;
import tagledger.api.SoleWriter;
import tagledger.command.lane.CommandTargets;
import tagledger.command.lane.Lane;
import tagledger.command.lane.StoreRepository;
import tagledger.command.lane.StoresInLane;
import tagledger.command.log.EventSerializer;
import tagledger.command.log.Log;
import tagledger.command.store.Ids;
import tagledger.command.store.ImportKeys;
import tagledger.command.store.PastEvents;
import tagledger.command.store.Store;
import tagledger.command.store.StoreNames;
import tagledger.command.store.Stores;

/** The write side of one node, wired by hand: several can work on one database. */
public final class Node implements AutoCloseable {

  /** A command with this key in its metadata fails unexpectedly after it was decided. */
  public static final String FAILS = "fails";

  private static final int MANY = 1_000_000;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ExecutorService snapshots = Executors.newSingleThreadExecutor();
  private final DataSource database;
  private final Lane lane;
  private final Log log;
  private final Configuration configuration;

  private Node(DataSource database, long cachedThings, int snapshotEvery) {
    this.database = database;
    AtomicReference<Stores> stores = new AtomicReference<>(tag -> false);
    log = Log.in(database, new EventSerializer());
    DefaultConfigurer base =
        (DefaultConfigurer)
            DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(c -> new EventSerializer())
                .configureEventStore(c -> log.events())
                .registerComponent(Ids.class, c -> log.ids())
                .registerComponent(StoreNames.class, c -> log.names())
                .registerComponent(ImportKeys.class, c -> log.keys())
                .registerComponent(PastEvents.class, c -> log.past())
                .registerComponent(Stores.class, c -> tag -> stores.get().haveTag(tag));
    CommandTargets targets = new CommandTargets(log.whereabouts());
    Configuration parts = base.buildConfiguration();
    AggregateModel<Store> model =
        AnnotatedAggregateMetaModelFactory.inspectAggregate(
            Store.class, parts.parameterResolverFactory(), parts.handlerDefinition(Store.class));
    var snapshotter =
        AggregateSnapshotter.builder()
            .eventStore(log.events())
            .executor(snapshots)
            .aggregateFactories(List.of(new GenericAggregateFactory<>(model)))
            .parameterResolverFactory(parts.parameterResolverFactory())
            .handlerDefinition(parts.handlerDefinition(Store.class))
            .build();
    StoreRepository repository =
        new StoreRepository(model, log.events(), snapshotter, snapshotEvery, cachedThings);
    stores.set(new StoresInLane(log.whereabouts(), repository));
    lane =
        new Lane(
            log.writer(), repository, targets, log.requestKeys(), log.signals()::grown, meters);
    lane.registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(List.of(new CommandMetadata())));
    lane.registerHandlerInterceptor(
        (work, chain) -> {
          Object result = chain.proceed();
          if (work.getMessage().getMetaData().containsKey(FAILS)) {
            throw new IllegalStateException("Fails unexpectedly");
          }
          return result;
        });
    configuration =
        base.configureCommandBus(c -> lane)
            .configureAggregate(
                AggregateConfigurer.defaultConfiguration(Store.class)
                    .configureRepository(c -> repository)
                    .configureCommandTargetResolver(c -> targets))
            .start();
    lane.start();
  }

  public static Node on(DataSource database) {
    return new Node(database, MANY, MANY);
  }

  public static Node remembering(long things, DataSource database) {
    return new Node(database, things, MANY);
  }

  public static Node withSnapshots(int every, DataSource database) {
    return new Node(database, MANY, every);
  }

  /** Has it stand as the only one that writes, as a node does that sees no other. */
  public Node alone() {
    log.sole().start();
    await().until(() -> log.sole().term() != SoleWriter.UNSURE);
    return this;
  }

  public Lane lane() {
    return lane;
  }

  public Log log() {
    return log;
  }

  /** Answers what the command answers, or throws what it was refused or failed with. */
  @SuppressWarnings("unchecked")
  public <T> T ask(Command command) {
    return (T) payload(send(command, Map.of()));
  }

  public CompletableFuture<CommandResultMessage<?>> send(Command command, Map<String, ?> metadata) {
    CompletableFuture<CommandResultMessage<?>> outcome = new CompletableFuture<>();
    lane.dispatch(
        new GenericCommandMessage<>(command, MetaData.from(metadata)),
        (sent, result) -> outcome.complete(result));
    return outcome;
  }

  public static Object payload(CompletableFuture<CommandResultMessage<?>> outcome) {
    CommandResultMessage<?> result = outcome.join();
    if (result.isExceptional()) {
      throw result.exceptionResult() instanceof RuntimeException e
          ? e
          : new CompletionException(result.exceptionResult());
    }
    return result.getPayload();
  }

  /** Has these commands decided in one batch, in this order. */
  public List<CompletableFuture<CommandResultMessage<?>>> together(
      TestDatabase where, List<Command> commands, Map<Command, Map<String, ?>> metadata) {
    List<CompletableFuture<CommandResultMessage<?>>> outcomes = new ArrayList<>();
    CompletableFuture<?> opener;
    try (Connection head = where.ownersConnections().getConnection();
        var statement = head.createStatement()) {
      head.setAutoCommit(false);
      statement.execute("SELECT FROM tagledger.log_head FOR UPDATE");
      opener =
          send(new Command.CreateStore("opener " + System.nanoTime(), Precondition.NONE), Map.of());
      await().until(() -> waitForTheHead(where) > 0);
      for (Command command : commands) {
        outcomes.add(send(command, metadata.getOrDefault(command, Map.of())));
      }
      await().until(() -> waiting() == commands.size());
      head.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    opener.join();
    outcomes.forEach(CompletableFuture::join);
    return outcomes;
  }

  public static long waitForTheHead(TestDatabase where) {
    return where.ask(
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'""");
  }

  public int waiting() {
    return (int) meters.get("tagledger.commands.waiting").gauge().value();
  }

  public long batches() {
    return meters.get("tagledger.batch.commands").summary().count();
  }

  public double largestBatch() {
    return meters.get("tagledger.batch.commands").summary().max();
  }

  public DataSource database() {
    return database;
  }

  @Override
  public void close() {
    lane.stop();
    log.sole().stop();
    configuration.shutdown();
    snapshots.shutdown();
  }
}
