package tagledger.query.near;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The last answer that was made of something, to be given again while its store is in the same
 * state. It takes no memory that is needed: the next collection has it. Safe for all threads.
 */
final class LastMade {

  private record Made(long stamp, WeakReference<byte[]> json) {}

  private volatile @Nullable Made last;

  /** What was made in the state of which this is the stamp, or nothing. */
  byte @Nullable [] of(long stamp) {
    Made made = last;
    return made != null && made.stamp == stamp ? made.json.get() : null;
  }

  /** It was made of one state, and this is its stamp. */
  void keep(long stamp, byte[] json) {
    last = new Made(stamp, new WeakReference<>(json));
  }
}
