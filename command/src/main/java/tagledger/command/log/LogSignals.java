package tagledger.command.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tells the other nodes that the log has grown, and wakes this one's processors when they say so:
 * PostgreSQL's LISTEN and NOTIFY. A signal is a hint; one that is lost costs half a second. It is
 * sent after the commit and apart from it, because notifications inside write transactions would
 * queue up behind each other; and only while somebody else listens.
 */
public final class LogSignals implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(LogSignals.class);
  private static final String CHANNEL = "tagledger_log";
  private static final String LISTENER = "tagledger listener";
  private static final int LOOK_FOR_OTHERS_MILLISECONDS = 1000;
  private static final int SECONDS_TO_ANSWER = 2;

  private final DataSource dataSource;
  private final JdbcTemplate jdbc;
  private final Runnable wake;
  private final Semaphore grown = new Semaphore(0);
  private volatile boolean running;
  private volatile boolean othersListen;
  private volatile boolean listening;

  public LogSignals(DataSource dataSource, Runnable wake) {
    this.dataSource = dataSource;
    this.jdbc = new JdbcTemplate(dataSource);
    this.wake = wake;
  }

  /** The log has grown by what this node committed. Returns at once. */
  public void grown() {
    wake.run();
    if (othersListen) {
      grown.release();
    }
  }

  @Override
  public void start() {
    running = true;
    Thread.ofPlatform().daemon().name("log-listener").start(() -> keepDoing(this::listen));
    Thread.ofPlatform().daemon().name("log-notifier").start(() -> keepDoing(this::send));
  }

  @Override
  public void stop() {
    running = false;
    grown.release();
  }

  /** Works before the web server takes requests, and until it has answered them all. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE - 1;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private interface Work {
    void run() throws SQLException, InterruptedException;
  }

  private void keepDoing(Work work) {
    while (running) {
      try {
        work.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException | RuntimeException e) {
        if (running) {
          log.debug("Signals between nodes are interrupted", e);
          pause();
        }
      }
    }
  }

  private void listen() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET application_name = '" + LISTENER + "'");
      statement.execute("LISTEN " + CHANNEL);
      listening = true;
      PGConnection notifications = connection.unwrap(PGConnection.class);
      try {
        while (running) {
          if (notifications.getNotifications(LOOK_FOR_OTHERS_MILLISECONDS).length > 0) {
            wake.run();
          } else if (!connection.isValid(SECONDS_TO_ANSWER)) {
            // One that only listens would not find out that nothing comes any more.
            throw new SQLException("The listener's connection is dead");
          }
        }
      } finally {
        listening = false;
        if (running) {
          // Others get this connection next. At a stop nobody does: the pool is being closed.
          statement.execute("UNLISTEN *; RESET application_name");
        }
      }
    }
  }

  private void send() throws InterruptedException {
    othersListen = doOthersListen();
    long lookAgain =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_FOR_OTHERS_MILLISECONDS);
    while (running && System.nanoTime() < lookAgain) {
      if (grown.tryAcquire(LOOK_FOR_OTHERS_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        grown.drainPermits();
        if (running) {
          // Nothing is lost with this commit: it need not wait for the disk.
          jdbc.execute(
              "SET synchronous_commit = off; NOTIFY " + CHANNEL + "; RESET synchronous_commit");
        }
      }
    }
  }

  /** Whether other nodes are seen. */
  boolean doOthersListen() {
    Integer listeners =
        jdbc.queryForObject(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = ? AND datname = current_database()",
            Integer.class,
            LISTENER);
    return listeners != null && listeners > (listening ? 1 : 0);
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_FOR_OTHERS_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
