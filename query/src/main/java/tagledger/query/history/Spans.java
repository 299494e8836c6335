package tagledger.query.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * When the rows of one table begin and end, as far as some events tell. For one thread.
 *
 * @param <K> what a row is of
 * @param <V> what a row holds besides
 */
final class Spans<K, V> {

  /** The end of a row that still holds. */
  static final long OPEN = Long.MAX_VALUE;

  record Span<K, V>(K key, long since, long until, V value) {}

  record End<K>(K key, long until) {}

  private final Map<K, Span<K, V>> open = new HashMap<>();
  private final List<Span<K, V>> closed = new ArrayList<>();
  private final List<End<K>> ended = new ArrayList<>();

  void begin(K key, long since, V value) {
    open.put(key, new Span<>(key, since, OPEN, value));
  }

  void end(K key, long until) {
    Span<K, V> begun = open.remove(key);
    if (begun == null) {
      ended.add(new End<>(key, until));
    } else if (begun.since() < until) {
      // What came and went within one command never was.
      closed.add(new Span<>(key, begun.since(), until, begun.value()));
    }
  }

  /** Ends those that began among these events. */
  void endWhere(Predicate<V> condition, long until) {
    List<K> some =
        open.values().stream().filter(it -> condition.test(it.value())).map(Span::key).toList();
    some.forEach(key -> end(key, until));
  }

  List<Span<K, V>> begun() {
    List<Span<K, V>> begun = new ArrayList<>(closed);
    begun.addAll(open.values());
    return begun;
  }

  /** The ends of those that began before. */
  List<End<K>> ended() {
    return ended;
  }

  int size() {
    return open.size() + closed.size() + ended.size();
  }
}
