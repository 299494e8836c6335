package tagledger.command.lane;

import static org.axonframework.commandhandling.GenericCommandResultMessage.asCommandResultMessage;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tagledger.api.Command;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.Unavailable;
import tagledger.command.log.IdempotencyKeys;
import tagledger.command.log.LogWriter;
import tagledger.command.log.NotCommitted;
import tagledger.command.store.Store;

/**
 * A command bus that decides all that waits on this node in one transaction, one command after the
 * other, and answers when that is on disk. While one batch is flushed the next gathers: this is
 * what makes a durable write cheap.
 *
 * <p>A refusal is one command's own matter. Any other failure undoes the whole batch, whose
 * commands are then run again one by one, so that only the one that fails is answered with the
 * failure.
 */
public final class Lane extends SimpleCommandBus implements SmartLifecycle {

  private static final int COMMANDS_IN_A_BATCH = 1_000;
  private static final int COMMANDS_THAT_MAY_WAIT = 50_000;

  /**
   * From the beginning of one batch to that of the next, in nanoseconds: the more came together,
   * the sooner more will. A batch costs much, and each command in it little; who is alone waits for
   * nobody.
   */
  private static final long PAUSE_A_COMMAND = 250_000;

  private static final long LONGEST_PAUSE = 2_000_000;

  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  private final LogWriter writer;
  private final StoreRepository stores;
  private final CommandTargets targets;
  private final IdempotencyKeys keys;
  private final ColdStores coldStores;
  private final Runnable onCommit;
  private final DistributionSummary commandsInBatch;
  private final BlockingQueue<Waiting<?, ?>> waiting =
      new LinkedBlockingQueue<>(COMMANDS_THAT_MAY_WAIT);
  private volatile boolean running;
  private @Nullable Thread thread;

  /**
   * @param onCommit told, in the lane, that the log has grown; must return at once
   */
  public Lane(
      LogWriter writer,
      StoreRepository stores,
      CommandTargets targets,
      IdempotencyKeys keys,
      Runnable onCommit,
      MeterRegistry meters) {
    super(SimpleCommandBus.builder());
    this.writer = writer;
    this.stores = stores;
    this.targets = targets;
    this.keys = keys;
    this.coldStores = new ColdStores(stores);
    this.onCommit = onCommit;
    Gauge.builder("tagledger.commands.waiting", waiting, Collection::size)
        .description("Commands that wait for their batch")
        .register(meters);
    this.commandsInBatch =
        DistributionSummary.builder("tagledger.batch.commands")
            .description("Commands that were decided and committed together")
            .register(meters);
  }

  /** Returns at once; the callback is called when the outcome is durable. */
  @Override
  protected <C, R> void handle(
      CommandMessage<C> command,
      MessageHandler<? super CommandMessage<?>> handler,
      CommandCallback<? super C, ? super R> callback) {
    Waiting<C, R> one = new Waiting<>(command, handler, callback);
    try {
      StoreId store = targets.storeOf((Command) command.getPayload());
      if (store == null || stores.isWarm(Store.keyOf(store))) {
        enter(one);
      } else {
        coldStores
            .read(Store.keyOf(store))
            .whenComplete((read, failure) -> enter(one, read, failure));
      }
    } catch (Rejection e) {
      refuse(one, e);
    } catch (RuntimeException e) {
      one.fail(e);
    }
  }

  private <C, R> void enter(
      Waiting<C, R> one, @Nullable ColdStore read, @Nullable Throwable failure) {
    if (failure != null) {
      one.fail(failure);
    } else if (read == null) {
      refuse(one, new Rejection.NotFound());
    } else {
      one.arrival = read;
      enter(one);
    }
  }

  /** What is asked for under a key is refused in the lane, which knows what came before. */
  private void refuse(Waiting<?, ?> one, Rejection refusal) {
    if (one.request == null) {
      one.fail(refusal);
    } else {
      one.refusal = refusal;
      enter(one);
    }
  }

  private void enter(Waiting<?, ?> one) {
    if (!running || !waiting.offer(one)) {
      turnAway(one);
    } else if (!running && waiting.remove(one)) {
      // The lane may have ended just before it came in.
      turnAway(one);
    }
  }

  private static void turnAway(Waiting<?, ?> one) {
    one.fail(Unavailable.nothingDone("Too many writes wait, or the service is stopping.", null));
  }

  private void work() {
    List<Waiting<?, ?>> batch = new ArrayList<>(COMMANDS_IN_A_BATCH);
    long mayBegin = System.nanoTime();
    while (running || !waiting.isEmpty()) {
      try {
        batch.add(waiting.take());
        awaitOthers(mayBegin);
        waiting.drainTo(batch, COMMANDS_IN_A_BATCH - 1);
        mayBegin = System.nanoTime() + Math.min(batch.size() * PAUSE_A_COMMAND, LONGEST_PAUSE);
        run(batch, true);
      } catch (InterruptedException e) {
        // Stopping: what waits is still decided.
      } catch (RuntimeException | Error e) {
        log.error("A batch of {} commands could not be answered", batch.size(), e);
      } finally {
        batch.clear();
      }
    }
  }

  /** Not at a stop, which shall not reach what is then asked of the database. */
  private static void awaitOthers(long until) {
    LockSupport.parkNanos(until - System.nanoTime());
    Thread.interrupted();
  }

  /**
   * Answers why the log was out of reach, where it was.
   *
   * @param again whether to try again where the commit fails
   */
  private @Nullable Unavailable run(List<Waiting<?, ?>> batch, boolean again) {
    try {
      decide(batch, !again);
    } catch (Unavailable e) {
      stores.batchFailed();
      batch.forEach(one -> one.fail(e));
      return e;
    } catch (NotCommitted e) {
      stores.batchFailed();
      if (again) {
        return runOneByOne(batch);
      }
      Unavailable gone = Unavailable.nothingDone("The database did not commit.", e);
      batch.forEach(one -> one.fail(gone));
      return gone;
    } catch (RuntimeException | Error e) {
      stores.batchFailed();
      if (batch.size() > 1) {
        return runOneByOne(batch);
      }
      batch.getFirst().fail(e);
      return null;
    }
    commandsInBatch.record(batch.size());
    onCommit.run();
    batch.forEach(Waiting::answer);
    return null;
  }

  private @Nullable Unavailable runOneByOne(List<Waiting<?, ?>> batch) {
    Unavailable gone = null;
    for (Waiting<?, ?> one : List.copyOf(batch)) {
      if (gone == null) {
        gone = run(List.of(one), false);
      } else {
        one.fail(Unavailable.nothingDone("The database cannot be reached.", gone));
      }
    }
    return gone;
  }

  private void decide(List<Waiting<?, ?>> batch, boolean holding) {
    writer.write(
        holding,
        foreign -> foreign.forEach(stores::follow),
        () -> {
          KeysInBatch used = KeysInBatch.of(batch, keys);
          batch.forEach(one -> decide(one, used));
          used.record();
          return batch;
        });
    stores.batchCommitted();
  }

  private <C, R> void decide(Waiting<C, R> one, KeysInBatch used) {
    one.result = used.firstOutcome(one);
    if (one.result == null) {
      decide(one);
      used.add(one, writer.lastPosition());
    }
  }

  private <C, R> void decide(Waiting<C, R> one) {
    if (one.arrival != null) {
      stores.admit(one.arrival);
    }
    long before = writer.lastPosition();
    if (one.refusal != null) {
      one.result = asCommandResultMessage(one.refusal);
    } else {
      super.<C, R>handle(one.command, one.handler, (command, result) -> one.result = result);
    }
    CommandResultMessage<? extends R> result = one.result();
    if (result.isExceptional() && !(result.exceptionResult() instanceof Rejection)) {
      throw new Waiting.Failed(result.exceptionResult());
    }
    one.result = result.withMetaData(one.recorded(before, writer.lastPosition()));
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("command-lane").start(this::work);
  }

  /** Works before the web server takes requests, and until it has answered them all. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE - 1;
  }

  /** Decides what waits, and takes nothing more. */
  @Override
  public void stop() {
    running = false;
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
