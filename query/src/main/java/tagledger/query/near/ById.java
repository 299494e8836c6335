package tagledger.query.near;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Things by their id. Ids lie close together, so that this is an array, in pages that are there
 * while something is in them. Read by any thread; changed by one at a time.
 */
final class ById<T> {

  private static final int PAGE_BITS = 10;
  private static final int PAGE = 1 << PAGE_BITS;

  /** What a page takes besides what it holds. */
  static final long BYTES_OF_A_PAGE = PAGE * 4L + 64;

  private record Page<T>(AtomicReferenceArray<@Nullable T> things, int[] count) {}

  private volatile AtomicReferenceArray<@Nullable Page<T>> pages = new AtomicReferenceArray<>(16);
  private int pagesInUse;

  @Nullable T get(int id) {
    AtomicReferenceArray<@Nullable Page<T>> all = pages;
    int page = id >>> PAGE_BITS;
    Page<T> found = page < all.length() ? all.get(page) : null;
    return found == null ? null : found.things.get(id & (PAGE - 1));
  }

  void put(int id, T thing) {
    Page<T> page = page(id >>> PAGE_BITS);
    if (page.things.getAndSet(id & (PAGE - 1), thing) == null) {
      page.count[0]++;
    }
  }

  void remove(int id) {
    AtomicReferenceArray<@Nullable Page<T>> all = pages;
    int number = id >>> PAGE_BITS;
    Page<T> page = number < all.length() ? all.get(number) : null;
    if (page != null
        && page.things.getAndSet(id & (PAGE - 1), null) != null
        && --page.count[0] == 0) {
      all.set(number, null);
      pagesInUse--;
    }
  }

  /** For whoever changes it. */
  long bytes() {
    return pagesInUse * BYTES_OF_A_PAGE + pages.length() * 4L;
  }

  private Page<T> page(int number) {
    if (number >= pages.length()) {
      grow(number);
    }
    Page<T> page = pages.get(number);
    if (page == null) {
      page = new Page<>(new AtomicReferenceArray<>(PAGE), new int[1]);
      pages.set(number, page);
      pagesInUse++;
    }
    return page;
  }

  private void grow(int number) {
    AtomicReferenceArray<@Nullable Page<T>> old = pages;
    var grown = new AtomicReferenceArray<@Nullable Page<T>>(Math.max(number + 1, old.length() * 2));
    for (int i = 0; i < old.length(); i++) {
      grown.set(i, old.get(i));
    }
    pages = grown;
  }
}
