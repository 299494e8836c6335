package tagledger.query.projection;

import java.util.List;
import org.axonframework.messaging.MetaData;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Event;

/**
 * What a projection makes of events, in whichever tables the connection sees. Safe for all threads.
 */
public interface Projector {

  /** An event as the log has it. */
  record Recorded(Event event, long sequence, long position, MetaData metadata) {}

  /** The events of one transaction, in the order of the log. For one thread. */
  interface Batch {

    /** May write what has gathered. */
    void add(Recorded event);

    /** Goes on past an event of which nothing is written now. */
    void pass(Recorded event);

    /** Writes all that is not written. */
    void end();

    /**
     * Up to which the tables tell of all that happened, once the transaction has been committed.
     */
    long position();
  }

  /**
   * How a table is compared with another of its kind.
   *
   * @param select its rows and columns that say the same however the events came in batches; {@code
   *     %s} stands for the schema
   * @param key the columns that tell its rows apart
   */
  record Comparable(String table, String select, String key) {}

  Batch begin(JdbcTemplate tables);

  /**
   * Begins to write of events that were passed, all of one store: then the tables come to what they
   * would be, had none been passed. How far they are they know already.
   */
  Batch resume(JdbcTemplate tables);

  /** The query for the position up to which the tables tell of all that happened: the token's. */
  default String reached() {
    return "SELECT " + ProjectionTokens.POSITION + " FROM tokens WHERE token IS NOT NULL";
  }

  List<Comparable> tables();
}
