package tagledger.app.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.app.database.PostgresBinaries.Answer;

/** The database files and the one server on them, always at the same port. */
final class Cluster {

  private static final Logger log = LoggerFactory.getLogger(Cluster.class);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration RECOVERY_PATIENCE = Duration.ofMinutes(10);
  private static final Duration ORPHANS_PATIENCE = Duration.ofSeconds(20);
  private static final Duration MARGIN = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(50);

  private final DataDirectory directory;
  private final PostgresBinaries binaries;
  private final ServerLog serverLog;
  private final int port;
  private volatile @Nullable Postmaster postmaster;

  Cluster(DataDirectory directory, PostgresBinaries binaries, int port) {
    this.directory = directory;
    this.binaries = binaries;
    this.serverLog = new ServerLog(directory.serverLog());
    this.port = port;
  }

  int port() {
    return port;
  }

  ServerLog serverLog() {
    return serverLog;
  }

  boolean isAlive() {
    Postmaster running = postmaster;
    return running != null && running.isAlive();
  }

  /** The server's pid: the last one's, where none runs. */
  long pid() {
    Postmaster running = postmaster;
    return running == null ? -1 : running.pid();
  }

  /** Makes the files if there are none. There is no moment in which a login needs no password. */
  void initialize(Login superuser) {
    Path passwordFile = directory.root().resolve("initdb.password");
    try {
      AllOrNothing.directory(
          directory.cluster(), beside -> initdb(beside, superuser, passwordFile));
    } catch (IOException e) {
      throw new UncheckedIOException("The cluster " + directory.cluster() + " cannot be made", e);
    }
  }

  /** Returns when the server takes connections. One that outlived its service is stopped first. */
  synchronized void start() {
    stop();
    serverLog.rotateIfLarge();
    long giveUp = System.nanoTime() + ORPHANS_PATIENCE.toNanos();
    for (Answer answer = tryStart(); !isAlive(); answer = tryStart()) {
      // A killed postmaster's children need a moment to see that it is gone.
      boolean orphansLinger = answer.text().contains("still in use");
      if (!orphansLinger || System.nanoTime() > giveUp) {
        throw failure("PostgreSQL did not start. It said:\n" + answer.text());
      }
      pause();
    }
  }

  /** Does nothing where no server runs. What is committed is safe in either mode. */
  synchronized void stop() {
    Optional<Postmaster> running = Postmaster.of(directory.cluster(), binaries.home());
    if (running.isEmpty()) {
      return;
    }
    for (String mode : List.of("fast", "immediate")) {
      List<String> arguments =
          List.of("stop", "-D", directory.cluster().toString(), "-w", "-t", "60", "-m", mode);
      Answer answer = binaries.run(PATIENCE.plus(MARGIN), "pg_ctl", arguments);
      Duration patience = answer.isSuccess() ? MARGIN : Duration.ZERO;
      if (await(patience, () -> !running.get().isAlive())) {
        return;
      }
      log.warn(
          "PostgreSQL (pid {}) did not stop ({}): {}", running.get().pid(), mode, answer.text());
    }
    throw failure("PostgreSQL (pid " + running.get().pid() + ") cannot be stopped.");
  }

  /** Leaves the postmaster set where the server is up, else answers what kept it from it. */
  private Answer tryStart() {
    long size = serverLog.size();
    try {
      Postmaster.disown(directory.cluster());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> arguments =
        List.of(
            "start",
            "-D",
            directory.cluster().toString(),
            "-l",
            serverLog.file().toString(),
            "-w",
            "-t",
            Long.toString(PATIENCE.toSeconds()),
            "-o",
            Settings.held(port));
    Answer answer = binaries.run(PATIENCE.plus(MARGIN), "pg_ctl", arguments);
    Optional<Postmaster> started = Postmaster.of(directory.cluster(), binaries.home());
    if (started.isPresent() && (answer.isSuccess() || recovers(started.get()))) {
      postmaster = started.get();
    }
    return new Answer(answer.exitCode(), answer.text() + "\n" + serverLog.lastLinesSince(size));
  }

  /** Recovery after a crash starts over when it is cut short, so it is given its time. */
  private boolean recovers(Postmaster started) {
    log.warn("PostgreSQL is not ready after {}; see {}", PATIENCE, serverLog.file());
    await(RECOVERY_PATIENCE, () -> started.isReady() || !started.isAlive());
    if (started.isAlive() && !started.isReady()) {
      stop();
    }
    return started.isAlive();
  }

  private void initdb(Path target, Login superuser, Path passwordFile) throws IOException {
    AllOrNothing.privateFile(passwordFile, superuser.password() + "\n");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--pgdata=" + target,
                "--username=" + superuser.user(),
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions"));
    arguments.addAll(Settings.initial());
    try {
      Answer answer = binaries.run(PATIENCE.multipliedBy(3), "initdb", arguments);
      if (!answer.isSuccess()) {
        throw failure("initdb did not make the database's files. It said:\n" + answer.text());
      }
    } finally {
      Files.delete(passwordFile);
    }
  }

  private DatabaseUnavailable failure(String reason) {
    return new DatabaseUnavailable(
        reason,
        "The whole log is "
            + serverLog.file()
            + ". Where port "
            + port
            + " is taken, choose another with tagledger.database.port; where files cannot be used,"
            + " give "
            + directory.root()
            + " to the user that runs Tagledger.");
  }

  private static boolean await(Duration patience, BooleanSupplier condition) {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > giveUp) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailable(
          "Waiting for PostgreSQL was interrupted.", "Start Tagledger again.", e);
    }
  }
}
