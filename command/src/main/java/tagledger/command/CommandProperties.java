package tagledger.command;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param cachedThings how many items and tags, over all stores, are kept in memory for deciding;
 *     some 20 bytes each
 * @param snapshotEvery after how many events of a store a snapshot of it is taken; after more where
 *     it is a large one
 */
@ConfigurationProperties("tagledger.command")
record CommandProperties(
    @DefaultValue("10000000") long cachedThings, @DefaultValue("10000") int snapshotEvery) {}
