package peers.axon;

import java.math.BigDecimal;
import java.util.List;

/** What has happened to a store. */
sealed interface Event {

  record StoreCreated(int store, String name) implements Event {}

  record StoreDeleted(int store) implements Event {}

  record ItemAdded(int store, int item, String name, BigDecimal price) implements Event {}

  record ItemChanged(int store, int item, String name, BigDecimal price) implements Event {}

  record ItemDeleted(int store, int item) implements Event {}

  record TagAdded(int store, int tag, String name) implements Event {}

  record TagDeleted(int store, int tag) implements Event {}

  record Pair(int item, int tag) {}

  record Linked(int store, List<Pair> pairs) implements Event {}

  record Unlinked(int store, Pair pair) implements Event {}
}
