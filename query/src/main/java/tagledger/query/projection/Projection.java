package tagledger.query.projection;

import com.zaxxer.hikari.HikariDataSource;
import java.util.OptionalLong;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A projection as this node knows it, wherever its tables are kept.
 *
 * @param writer connections for the processor alone: however many read, the tables are kept up
 * @param progress how far this node knows the tables to be
 */
public record Projection(
    Generation generation, Projector projector, HikariDataSource writer, Progress progress) {

  public String name() {
    return generation.projection();
  }

  /** Where the tables are by themselves, or nothing where no event has come to them. */
  OptionalLong position() {
    return new JdbcTemplate(writer)
        .queryForList(projector.reached(), Long.class).stream()
            .mapToLong(Long::longValue)
            .findFirst();
  }
}
