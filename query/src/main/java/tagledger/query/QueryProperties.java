package tagledger.query;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tagledger.query.projection.Keeper;

/**
 * @param connections how many connections read at the same time
 * @param patience how long an answer waits for the read model to show what the caller wrote
 * @param statementTimeout how long one statement that reads may take
 * @param claimTimeout after how long another node takes over the projections of one that has gone
 * @param eventsAtOnce how many events one transaction of a projection takes at most
 * @param projecting whether this process makes and fills tables; else it leaves them as they are
 */
@ConfigurationProperties("tagledger.query")
record QueryProperties(
    @DefaultValue("10") int connections,
    @DefaultValue("5s") Duration patience,
    @DefaultValue("30s") Duration statementTimeout,
    @DefaultValue("3s") Duration claimTimeout,
    @DefaultValue("2000") int eventsAtOnce,
    @DefaultValue("true") boolean projecting) {

  Keeper.Settings keeping() {
    return new Keeper.Settings(Node.NAME, claimTimeout, eventsAtOnce, projecting);
  }
}
