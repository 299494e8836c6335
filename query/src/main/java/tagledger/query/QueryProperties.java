package tagledger.query;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param connections how many connections read at the same time
 * @param patience how long an answer waits for the read model to show what the caller wrote
 * @param claimTimeout after how long another node takes over the projections of one that has gone
 * @param eventsAtOnce how many events one transaction of a projection takes at most
 */
@ConfigurationProperties("tagledger.query")
record QueryProperties(
    @DefaultValue("10") int connections,
    @DefaultValue("5s") Duration patience,
    @DefaultValue("3s") Duration claimTimeout,
    @DefaultValue("2000") int eventsAtOnce) {}
