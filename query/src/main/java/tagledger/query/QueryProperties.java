package tagledger.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import tagledger.query.projection.Keeper;
import tagledger.query.projection.Pause;

/**
 * @param connections how many connections read at the same time
 * @param patience how long an answer waits for the read model to show what the caller wrote
 * @param statementTimeout how long one statement that reads may take
 * @param claimTimeout after how long another node takes over the projections of one that has gone
 * @param eventsAtOnce how many events one transaction of a projection takes at most
 * @param nearMemory how much memory may hold stores that are read often; a quarter of the heap
 *     where it is not given
 * @param projecting whether this process makes and fills tables; else it leaves them as they are
 */
@ConfigurationProperties("tagledger.query")
record QueryProperties(
    @DefaultValue("10") int connections,
    @DefaultValue("5s") Duration patience,
    @DefaultValue("30s") Duration statementTimeout,
    @DefaultValue("3s") Duration claimTimeout,
    @DefaultValue("2000") int eventsAtOnce,
    @DefaultValue("true") boolean projecting,
    @Nullable DataSize nearMemory) {

  long nearBytes() {
    return nearMemory == null ? Runtime.getRuntime().maxMemory() / 4 : nearMemory.toBytes();
  }

  Keeper.Settings keeping(Pause pause) {
    return new Keeper.Settings(Node.NAME, claimTimeout, eventsAtOnce, pause, projecting);
  }
}
