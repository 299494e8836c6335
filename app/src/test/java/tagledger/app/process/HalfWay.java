package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;

/** A build of the catalogue that has come to a part of the log, and is kept there until closed. */
final class HalfWay implements AutoCloseable {

  private static final String LOCK = "4711";

  private final Busy barrier;
  private final long position;

  private HalfWay(Busy barrier, long position) {
    this.barrier = barrier;
    this.position = position;
  }

  /** Returns when whoever builds has written some of the events, and waits. */
  static HalfWay begin(SharedDatabase database, Client client) throws SQLException {
    Busy barrier = Busy.with(database, LOCK);
    try (Busy nobodyElse = Busy.building(database, "catalogue_3")) {
      assertThat(client.post("/projections/catalogue/rebuild", "").status()).isEqualTo(202);
      database.run(
          "SET ROLE tagledger_app",
          """
          CREATE FUNCTION catalogue_3_building.stop() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM pg_advisory_xact_lock(%s); RETURN new; END'"""
              .formatted(LOCK),
          """
          CREATE TRIGGER stop BEFORE UPDATE ON catalogue_3_building.generation FOR EACH ROW
          WHEN (old.position > 0 AND new.position > old.position)
          EXECUTE FUNCTION catalogue_3_building.stop()""");
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                database
                    .ask("SELECT count(*) FROM pg_locks WHERE NOT granted AND objid = " + LOCK)
                    .equals("1"));
    return new HalfWay(barrier, position(database));
  }

  static long position(SharedDatabase database) throws SQLException {
    return Long.parseLong(database.ask("SELECT position FROM catalogue_3_building.generation"));
  }

  long position() {
    return position;
  }

  /** Lets it go on. */
  @Override
  public void close() throws SQLException {
    barrier.close();
  }
}
