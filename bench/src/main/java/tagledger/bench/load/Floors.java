package tagledger.bench.load;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be reached at the utmost, by PostgreSQL alone and by the web server alone. */
public final class Floors {

  public static final String INSERT = "pgbench: INSERT of one row, 16 clients";
  public static final String INSERT_ALONE = "pgbench: INSERT of one row, 1 client";
  public static final String SELECT = "pgbench: SELECT by primary key, 16 clients";
  public static final String INSERT_SELECT = "INSERT … SELECT, in rows";
  public static final String SERVLET = "Tomcat: a constant answer of a servlet";
  public static final String CONTROLLER = "Tomcat: a constant answer of a Spring controller";

  private static final int CLIENTS = 16;

  private interface Floor {
    Load run(int seconds) throws IOException, InterruptedException;
  }

  private final Map<String, Floor> floors = new LinkedHashMap<>();

  /**
   * @param pgbench empty where it is not installed
   * @param constant the port of the web server that gives constant answers
   */
  public Floors(Optional<Pgbench> pgbench, Wrk wrk, int constant) {
    pgbench.ifPresent(
        found -> {
          floors.put(INSERT, seconds -> found.insert(CLIENTS, seconds));
          floors.put(INSERT_ALONE, seconds -> found.insert(1, seconds));
          floors.put(SELECT, seconds -> found.select(CLIENTS, seconds));
          floors.put(INSERT_SELECT, seconds -> found.insertSelect());
        });
    floors.put(SERVLET, seconds -> constant(wrk, constant, seconds, "/servlet/{1-10000}"));
    floors.put(CONTROLLER, seconds -> constant(wrk, constant, seconds, "/controller/{1-10000}"));
  }

  public Iterable<String> names() {
    return floors.keySet();
  }

  public Load run(String name, int seconds) throws IOException, InterruptedException {
    Floor floor = floors.get(name);
    if (floor == null) {
      throw new IllegalArgumentException("No floor " + name);
    }
    return floor.run(seconds);
  }

  private static Load constant(Wrk wrk, int port, int seconds, String pattern)
      throws IOException, InterruptedException {
    return wrk.run(port, seconds, "read.lua", List.of(pattern));
  }
}
