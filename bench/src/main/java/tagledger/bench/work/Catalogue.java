package tagledger.bench.work;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.bench.system.Candidate;

/**
 * What a candidate holds, put there over HTTP: stores that are only read, each item of which bears
 * five tags; as many that are written to; and one that alone is, the hot one.
 */
public final class Catalogue {

  private static final Logger log = LoggerFactory.getLogger(Catalogue.class);

  private final Candidate candidate;
  private final List<FilledStore> read;
  private final List<FilledStore> written;
  private final FilledStore hot;
  private final Instant filled;
  private int madeUp;

  private Catalogue(
      Candidate candidate, List<FilledStore> read, List<FilledStore> written, FilledStore hot) {
    this.candidate = candidate;
    this.read = read;
    this.written = written;
    this.hot = hot;
    this.filled = Instant.now();
  }

  /** Takes as long as the candidate does. */
  public static Catalogue fill(Candidate candidate, int stores, int items)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Filler filler = new Filler(candidate.client());
    List<FilledStore> read = new ArrayList<>();
    List<FilledStore> written = new ArrayList<>();
    for (int n = 1; n <= stores; n++) {
      read.add(filler.linked(filler.store("Store " + n, items)));
    }
    for (int n = 1; n <= stores; n++) {
      written.add(filler.store("Busy store " + n, items));
    }
    FilledStore hot = filler.store("Hot store", items);
    candidate.settle();
    candidate.database().execute("VACUUM ANALYZE");
    log.info(
        "{} is filled, in {} s", candidate.name(), Math.round((System.nanoTime() - begun) / 1e9));
    return new Catalogue(candidate, read, written, hot);
  }

  /** Of one store, which is read and written to. */
  public static Catalogue of(Candidate candidate, FilledStore store) {
    return new Catalogue(candidate, List.of(store), List.of(store), store);
  }

  public Candidate candidate() {
    return candidate;
  }

  Instant filled() {
    return filled;
  }

  /** Those that are written to: many, or the one. */
  List<FilledStore> written(boolean onlyHot) {
    return onlyHot ? List.of(hot) : written;
  }

  /** New ones, like those that are written to, for what would change those too much. */
  List<FilledStore> freshStores() throws IOException, InterruptedException {
    Filler filler = new Filler(candidate.client());
    List<FilledStore> stores = new ArrayList<>();
    for (FilledStore like : written) {
      stores.add(filler.store(name(), like.items().size()));
    }
    return stores;
  }

  void delete(List<FilledStore> stores) throws IOException, InterruptedException {
    for (FilledStore store : stores) {
      candidate.client().delete("/store/" + store.id());
    }
    candidate.settle();
  }

  /** Those that are only read. */
  public Range anyItem() {
    return range(read.stream().map(FilledStore::items).flatMap(Collection::stream));
  }

  public Range anyTag() {
    return range(read.stream().map(FilledStore::tags).flatMap(Collection::stream));
  }

  Range anyStore() {
    return range(read.stream().map(FilledStore::id));
  }

  public Range anyWrittenStore() {
    return range(written.stream().map(FilledStore::id));
  }

  /** A name that was not given before, in a run before this one neither. */
  String name() {
    return "made up %d/%d".formatted(filled.toEpochMilli(), madeUp++);
  }

  /** New tags of a store, which nothing bears. */
  List<Integer> freshTags(FilledStore store, int count) throws IOException, InterruptedException {
    return new Filler(candidate.client()).tags(store.id(), name(), count);
  }

  /** All of it must be there. */
  private static Range range(Stream<Integer> ids) {
    List<Integer> sorted = ids.sorted().toList();
    int first = sorted.getFirst();
    int last = sorted.getLast();
    if (last - first + 1 != sorted.size()) {
      throw new IllegalStateException("Ids are missing between " + first + " and " + last);
    }
    return new Range(first, last);
  }
}
