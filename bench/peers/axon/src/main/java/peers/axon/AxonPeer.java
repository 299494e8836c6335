package peers.axon;

import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.caching.JCacheAdapter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the service. Aggregates stay in memory, and have a snapshot every 10,000 events. */
@SpringBootApplication
public class AxonPeer {

  public static void main(String[] arguments) {
    System.setProperty("axoniq.update-checker.disabled", "true");
    SpringApplication.run(AxonPeer.class, arguments);
  }

  @Bean
  Cache aggregates() {
    CacheManager caches = Caching.getCachingProvider().getCacheManager();
    return new JCacheAdapter(
        caches.createCache(
            "aggregates", new MutableConfiguration<Object, Object>().setStoreByValue(false)));
  }

  @Bean
  SnapshotTriggerDefinition snapshots(Snapshotter snapshotter) {
    return new EventCountSnapshotTriggerDefinition(snapshotter, 10_000);
  }
}
