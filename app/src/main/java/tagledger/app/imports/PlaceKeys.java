package tagledger.app.imports;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives a row without a key the key of its place among the rows of that same name and kind in its
 * file: the second Chair is "#2 Chair". So the same file gives the same keys again, and they stay
 * what they are when other names come and go.
 *
 * <p>It remembers no names, but a hash of 64 bits for each: where two names had the same, which is
 * next to never, a number is skipped, and no key is given twice.
 */
final class PlaceKeys {

  static final int MOST_NAMES = 2_000_000;
  static final String FULL =
      "More than " + MOST_NAMES + " names without a key: give each row a key.";

  enum Kind {
    ITEM,
    POST
  }

  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Where hashes land in the table is not for the file to foresee. */
  private final long spread = RandomGenerator.getDefault().nextLong() | 1;

  private long[] hashes = new long[1 << 10];
  private int[] counts = new int[1 << 10];
  private int names;

  /** The key, or nothing where there are too many names to be counted. */
  @Nullable String next(Kind kind, String name) {
    int place = place(kind, name);
    return place == 0 ? null : "#" + place + " " + name;
  }

  /** The name's place among its likes, from 1, or 0 where there are too many names. */
  int place(Kind kind, String name) {
    long hash = hash(kind, name);
    int slot = slot(hash);
    if (hashes[slot] == 0) {
      if (names == MOST_NAMES) {
        return 0;
      }
      names++;
      hashes[slot] = hash;
      if (names > hashes.length / 4 * 3) {
        grow();
        slot = slot(hash);
      }
    }
    counts[slot]++;
    return counts[slot];
  }

  private int slot(long hash) {
    int mask = hashes.length - 1;
    int slot = (int) ((hash * spread) >>> 32) & mask;
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] before = hashes;
    int[] countsBefore = counts;
    hashes = new long[before.length * 2];
    counts = new int[before.length * 2];
    for (int i = 0; i < before.length; i++) {
      if (before[i] != 0) {
        int slot = slot(before[i]);
        hashes[slot] = before[i];
        counts[slot] = countsBefore[i];
      }
    }
  }

  /** Never 0, which stands for an empty slot. */
  private static long hash(Kind kind, String name) {
    long hash = FNV_BASIS + kind.ordinal();
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
