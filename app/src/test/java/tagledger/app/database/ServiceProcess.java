package tagledger.app.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A service with an embedded database in a JVM of its own, to be killed. */
final class ServiceProcess implements AutoCloseable {

  private final Process process;

  private ServiceProcess(Process process) {
    this.process = process;
  }

  /** Returns when the database is up and holds a table of one row. */
  static ServiceProcess start(Path data) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServiceProcess.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); !"up".equals(line); line = output.readLine()) {
      if (line == null) {
        throw new IOException("The service ended before its database was up");
      }
    }
    return new ServiceProcess(process);
  }

  long pid() {
    return process.pid();
  }

  /** As {@code kill -9} does: no hook runs. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws Exception {
    EmbeddedDatabase database = EmbeddedDatabase.open(Path.of(arguments[0]), 0);
    TestData.run(database, "CREATE TABLE kept AS SELECT 1 AS n");
    System.out.println("up");
    new CountDownLatch(1).await();
  }
}
