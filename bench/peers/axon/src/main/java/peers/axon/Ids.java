package peers.axon;

import org.springframework.jdbc.core.JdbcTemplate;

/** Counts from a sequence, of which it takes fifty at a time, as Hibernate does. */
class Ids {

  private static final int AT_ONCE = 50;

  private final JdbcTemplate jdbc;
  private final String sequence;
  private int next;
  private int end;

  Ids(JdbcTemplate jdbc, String kind) {
    this.jdbc = jdbc;
    this.sequence = kind + "_ids";
    jdbc.execute("CREATE SEQUENCE IF NOT EXISTS " + sequence + " INCREMENT " + AT_ONCE);
  }

  synchronized int next() {
    if (next == end) {
      next = jdbc.queryForObject("SELECT nextval(?)", Integer.class, sequence);
      end = next + AT_ONCE;
    }
    return next++;
  }
}
