package tagledger.query.projection;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A projection as this node knows it, wherever its tables are kept.
 *
 * @param writer connections for the processor alone: however many read, the tables are kept up
 * @param progress how far this node knows the tables to be
 * @param follower is told what they tell, where this node fills them
 */
public record Projection(
    Generation generation,
    Projector projector,
    HikariDataSource writer,
    Progress progress,
    Follower follower) {

  public Projection(
      Generation generation, Projector projector, HikariDataSource writer, Progress progress) {
    this(generation, projector, writer, progress, Follower.NONE);
  }

  public String name() {
    return generation.projection();
  }

  /**
   * What the tables say of themselves.
   *
   * @param position 0 where no event has come to them
   * @param parked how many stores are
   */
  record State(long position, int parked) {}

  State state() {
    return requireNonNull(
        new JdbcTemplate(writer)
            .queryForObject(
                "SELECT coalesce((%s), 0), (SELECT count(*) FROM dead_letters)"
                    .formatted(projector.reached()),
                (row, n) -> new State(row.getLong(1), row.getInt(2))));
  }
}
