package tagledger.query.projection;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.axonframework.eventhandling.tokenstore.GenericTokenEntry;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The move of a token from where a node left it, and from nowhere else.
 *
 * @param to the token, and of which processor and segment it is
 * @param node whose the claim has to be
 * @param from the position that it has to be at
 * @param otherwise moves it where it is there all the same, or throws what keeps it from that
 */
record TokenMove(GenericTokenEntry<byte[]> to, String node, long from, Runnable otherwise) {

  private static final String MOVE =
      "UPDATE tokens SET token = ?, token_type = ?, timestamp = ?"
          + " WHERE processor_name = ? AND segment = ? AND owner = ? AND "
          + ProjectionTokens.POSITION
          + " = ?";

  /** Reads what came of the statements behind the move. */
  interface Rest {
    void read(Statement statement) throws SQLException;
  }

  void run(JdbcTemplate tables) {
    happens(tables, "", statement -> {});
  }

  /**
   * Moves the token, and in the same round trip does the rest.
   *
   * @return whether it did so at once; if not, the rest is to be done again
   */
  boolean happens(JdbcTemplate tables, String rest, Rest reader) {
    boolean moved =
        Boolean.TRUE.equals(
            tables.execute(
                MOVE + ";" + rest,
                (PreparedStatement statement) -> {
                  bind(statement);
                  statement.execute();
                  boolean did = statement.getUpdateCount() == 1;
                  reader.read(statement);
                  return did;
                }));
    if (!moved) {
      otherwise.run();
    }
    return moved;
  }

  private void bind(PreparedStatement statement) throws SQLException {
    statement.setBytes(1, to.getSerializedToken().getData());
    statement.setString(2, to.getSerializedToken().getType().getName());
    statement.setString(3, to.timestampAsString());
    statement.setString(4, to.getProcessorName());
    statement.setInt(5, to.getSegment());
    statement.setString(6, node);
    statement.setLong(7, from);
  }
}
