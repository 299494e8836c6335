package tagledger.query.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.axonframework.eventhandling.tokenstore.GenericTokenEntry;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tokens that move on only from where this node left them. A projection's commits do not wait for
 * the disk, so that a crash of the database takes the last of them back; the pool may hide that
 * crash, and a processor that just went on would have skipped what was lost. It is sent back to
 * claim and read its token anew instead.
 */
public final class ProjectionTokens extends JdbcTokenStore {

  /** What a row of {@code tokens} says, in SQL: the position that it has come to, or 0. */
  static final String POSITION =
      "coalesce((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint, 0)";

  private static final String MOVE = TokenMove.class.getName();

  private record Claim(String processor, int segment) {}

  private final JdbcTemplate jdbc;
  private final Projection projection;
  private final Serializer serializer;
  private final String node;
  private final SilentClaims silent;
  private final Map<Claim, Long> left = new ConcurrentHashMap<>();

  /**
   * @param node who claims: in containers, two nodes can have one process id and one host name
   */
  public ProjectionTokens(
      Projection projection, Serializer serializer, Duration claimTimeout, String node) {
    super(
        JdbcTokenStore.builder()
            .connectionProvider(new SpringDataSourceConnectionProvider(projection.writer()))
            .serializer(serializer)
            .claimTimeout(claimTimeout)
            .nodeId(node)
            .schema(
                TokenSchema.builder()
                    .setTokenTable("tokens")
                    .setProcessorNameColumn("processor_name")
                    .setTokenTypeColumn("token_type")
                    .build()));
    this.jdbc = new JdbcTemplate(projection.writer());
    this.projection = projection;
    this.serializer = serializer;
    this.node = node;
    this.silent = new SilentClaims(claimTimeout);
  }

  /** Leaves the move to the batch that follows, where one does. */
  @Override
  public void storeToken(TrackingToken token, String processor, int segment) {
    Claim claim = new Claim(processor, segment);
    Long from = left.get(claim);
    if (from == null) {
      super.storeToken(token, processor, segment);
    } else {
      var to = new GenericTokenEntry<>(token, serializer, byte[].class, processor, segment);
      TokenMove move =
          new TokenMove(
              to,
              node,
              from,
              () -> {
                check(claim, from);
                super.storeToken(token, processor, segment);
              });
      if (CurrentUnitOfWork.isStarted()) {
        CurrentUnitOfWork.get().resources().put(MOVE, move);
      } else {
        move.run(jdbc);
      }
    }
    remember(claim, token);
  }

  /** The move that a batch has to make, or nothing where it has been made. */
  static @Nullable TokenMove moveIn(UnitOfWork<?> work) {
    return work.getResource(MOVE);
  }

  @Override
  public void extendClaim(String processor, int segment) {
    Claim claim = new Claim(processor, segment);
    check(claim, left.get(claim));
    super.fetchToken(processor, segment);
  }

  @Override
  public TrackingToken fetchToken(String processor, int segment) {
    return startFrom(new Claim(processor, segment), super.fetchToken(processor, segment));
  }

  @Override
  public TrackingToken fetchToken(String processor, Segment segment) {
    return startFrom(
        new Claim(processor, segment.getSegmentId()), super.fetchToken(processor, segment));
  }

  /** Nobody owns what a node claimed that is gone. */
  @Override
  protected AbstractTokenEntry<?> readTokenEntry(ResultSet row) throws SQLException {
    AbstractTokenEntry<?> claim = super.readTokenEntry(row);
    return silent.has(claim)
        ? new GenericTokenEntry<>(
            row.getBytes("token"),
            row.getString("token_type"),
            claim.timestampAsString(),
            null,
            claim.getProcessorName(),
            claim.getSegment(),
            byte[].class)
        : claim;
  }

  private TrackingToken startFrom(Claim claim, TrackingToken token) {
    remember(claim, token);
    Projection.State state = projection.state();
    projection.follower().lost(state.parked() == 0);
    projection.progress().parked(state.parked());
    projection.progress().startFrom(state.position());
    return token;
  }

  /** During a replay the token tells of two positions, and nobody waits for either. */
  private void remember(Claim claim, TrackingToken token) {
    if (token instanceof GlobalSequenceTrackingToken at) {
      left.put(claim, at.getGlobalIndex());
    } else {
      left.remove(claim);
    }
  }

  private void check(Claim claim, @Nullable Long expected) {
    if (expected == null) {
      return;
    }
    long found = stored(claim);
    if (found != expected) {
      throw new UnableToClaimTokenException(
          "%s is at position %d and not at %d, where this node left it: the database has lost a commit"
              .formatted(claim, found, expected));
    }
  }

  private long stored(Claim claim) {
    return jdbc.queryForList(
            "SELECT " + POSITION + " FROM tokens WHERE processor_name = ? AND segment = ?",
            Long.class,
            claim.processor(),
            claim.segment())
        .getFirst();
  }
}
