package tagledger.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The first seed's design under gunicorn, with four workers that each answer one request at a time
 * and then close the connection.
 */
public final class FlaskPeer implements Candidate {

  /** What to do where it cannot be started. */
  public static final String INSTALL =
      "apt-get install python3-flask python3-flask-sqlalchemy python3-psycopg2 gunicorn";

  private static final String PYTHON = "/usr/bin/python3";
  private static final Duration START = Duration.ofMinutes(1);

  private final Program program;
  private final Cluster cluster;
  private final int port;

  private FlaskPeer(Program program, Cluster cluster, int port) {
    this.program = program;
    this.cluster = cluster;
    this.port = port;
  }

  /** Whether all that it needs is installed. */
  public static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import flask, flask_sqlalchemy, gunicorn, psycopg2")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noPython) {
      return false;
    }
  }

  /** Returns when it serves. The cluster is closed with it. */
  public static FlaskPeer start(Path source, Cluster cluster, Path work)
      throws IOException, InterruptedException {
    int port = Program.freePort();
    Database database = cluster.database();
    Map<String, String> environment =
        Map.of(
            "DATABASE_URL",
            "postgresql+psycopg2://%s:%s@127.0.0.1:%d/%s"
                .formatted(database.user(), database.password(), database.port(), database.name()),
            "PYTHONDONTWRITEBYTECODE",
            "1");
    List<String> gunicorn =
        List.of(
            PYTHON,
            "-m",
            "gunicorn",
            "--workers",
            "4",
            "--bind",
            "127.0.0.1:" + port,
            "--chdir",
            source.toAbsolutePath().toString(),
            "catalogue:app");
    Program.run(
        List.of(PYTHON, source.resolve("schema.py").toString()),
        environment,
        work.resolve("flask-schema.log"));
    Program program = Program.start(gunicorn, environment, work.resolve("flask.log"));
    FlaskPeer peer = new FlaskPeer(program, cluster, port);
    try {
      program.await(START, () -> peer.client().answers());
    } catch (RuntimeException | InterruptedException e) {
      peer.close();
      throw e;
    }
    return peer;
  }

  @Override
  public String name() {
    return "Flask";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Database database() {
    return cluster.database();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    program.close();
    cluster.close();
  }
}
