package tagledger.api;

import java.util.Map;

/** Pairs of a tag and what bears it: tag to items, and tag to posts. */
public record Links(Map<TagId, IdSet> items, Map<TagId, IdSet> posts) {

  public static final Links NONE = new Links(Map.of(), Map.of());

  /** How many pairs they are. */
  public long size() {
    return size(items) + size(posts);
  }

  private static long size(Map<TagId, IdSet> pairs) {
    return pairs.values().stream().mapToLong(IdSet::size).sum();
  }
}
