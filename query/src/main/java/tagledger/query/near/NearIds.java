package tagledger.query.near;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Ids in their order, never changed: another set is made of this one, and shares with it all pages
 * but those that differ. So a change costs the same, however many ids there are.
 */
final class NearIds {

  static final NearIds NONE = new NearIds(new RoaringBitmap[0]);

  /** What a page takes beside its ids. */
  static final int BYTES_OF_A_PAGE = 150;

  /** A bitmap keeps as many in one container, of 8 kB at the most. */
  private static final int PAGE_BITS = 16;

  private final @Nullable RoaringBitmap[] pages;
  private final int pagesInUse;
  private final int count;

  private NearIds(@Nullable RoaringBitmap[] pages) {
    this.pages = pages;
    int used = 0;
    int ids = 0;
    for (RoaringBitmap page : pages) {
      if (page != null) {
        used++;
        ids += page.getCardinality();
      }
    }
    this.pagesInUse = used;
    this.count = ids;
  }

  int count() {
    return count;
  }

  int pages() {
    return pagesInUse;
  }

  void forEach(IntConsumer each) {
    for (RoaringBitmap page : pages) {
      if (page != null) {
        page.forEach((org.roaringbitmap.IntConsumer) each::accept);
      }
    }
  }

  /** Asks of one after the other, until one is not so. */
  boolean allMatch(IntPredicate condition) {
    for (RoaringBitmap page : pages) {
      if (page != null && !allMatch(page, condition)) {
        return false;
      }
    }
    return true;
  }

  private static boolean allMatch(RoaringBitmap page, IntPredicate condition) {
    for (IntIterator id = page.getIntIterator(); id.hasNext(); ) {
      if (!condition.test(id.next())) {
        return false;
      }
    }
    return true;
  }

  /** Another set, of this one. For one thread. */
  static final class Changes {

    private @Nullable RoaringBitmap[] pages;
    private final BitSet own = new BitSet();

    Changes(NearIds of) {
      this.pages = of.pages.clone();
    }

    void add(int id) {
      page(id).add(id);
    }

    void remove(int id) {
      page(id).remove(id);
    }

    /** Afterwards nothing more is to be changed. */
    NearIds end() {
      own.stream().filter(page -> own(page).isEmpty()).forEach(page -> pages[page] = null);
      return new NearIds(pages);
    }

    /** The same for what will seldom change: it takes more time, and less memory. */
    NearIds pack() {
      own.stream().forEach(page -> own(page).runOptimize());
      return end();
    }

    private RoaringBitmap own(int page) {
      return requireNonNull(pages[page]);
    }

    private RoaringBitmap page(int id) {
      int number = id >>> PAGE_BITS;
      if (number >= pages.length) {
        pages = Arrays.copyOf(pages, number + 1);
      }
      RoaringBitmap page = pages[number];
      if (page == null || !own.get(number)) {
        page = page == null ? new RoaringBitmap() : page.clone();
        pages[number] = page;
        own.set(number);
      }
      return page;
    }
  }
}
