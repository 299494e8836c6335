package tagledger.bench.work;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import tagledger.bench.load.Load;
import tagledger.bench.load.Wrk;
import tagledger.bench.system.Candidate;

/** Links a thousand pairs at once, and counts pairs. */
public final class LinkMany implements Work {

  /** The rate at which the read model has them. */
  public static final String SHOWN = "pairs so acknowledged, until all can be read";

  private static final int PAIRS = 1_000;

  /** All that is acknowledged in this time must then come to be read, which takes longer. */
  private static final int SECONDS = 1;

  /** Of more, whose answers wait for each other's pairs, few would come in the time. */
  private static final int AT_ONCE = 16;

  private final boolean async;
  private final Rates rates;

  LinkMany(boolean async) {
    this.async = async;
    this.rates = new Rates(async ? 1_500 : 100, 100);
  }

  @Override
  public String name() {
    return name(async);
  }

  public static String name(boolean async) {
    return "pairs, 1,000 a POST /store/{id}/link" + (async ? ", " + Writes.ASYNC : "");
  }

  @Override
  public boolean suits(Candidate candidate) {
    return !async || candidate.isService();
  }

  @Override
  public boolean isMuchAtOnce() {
    return true;
  }

  @Override
  public Map<String, Load> run(Catalogue catalogue, Wrk wrk, int atMost)
      throws IOException, InterruptedException {
    return async
        ? acknowledged(catalogue, wrk, Math.min(SECONDS, atMost))
        : shown(catalogue, wrk, atMost);
  }

  /**
   * In stores of their own, which stay: an item of those that are written to would bear twenty more
   * tags after each round, and whoever loads them with it would link one pair ever more slowly.
   */
  private Map<String, Load> shown(Catalogue catalogue, Wrk wrk, int seconds)
      throws IOException, InterruptedException {
    Wrk some = wrk.atMost(AT_ONCE);
    List<FilledStore> stores = catalogue.freshStores();
    Load load =
        rates.send(
            catalogue.candidate(),
            seconds,
            enough -> send(catalogue, stores, some, seconds, enough).load());
    return Map.of(name(), pairs(load, load.seconds()));
  }

  /** There are so many that whatever is measured after them would be of another catalogue. */
  private Map<String, Load> acknowledged(Catalogue catalogue, Wrk wrk, int seconds)
      throws IOException, InterruptedException {
    List<FilledStore> stores = catalogue.freshStores();
    AtomicReference<Sent> last = new AtomicReference<>();
    Load load =
        rates.send(
            catalogue.candidate(),
            seconds,
            enough -> {
              Sent sent = send(catalogue, stores, wrk, seconds, enough);
              last.set(sent);
              return sent.load();
            });
    catalogue.delete(stores);
    Map<String, Load> loads = new LinkedHashMap<>();
    loads.put(name(), pairs(load, load.seconds()));
    loads.put(SHOWN, pairs(load, last.get().untilShown()));
    return loads;
  }

  /**
   * @param untilShown seconds until all that was acknowledged could be read
   */
  private record Sent(Load load, double untilShown) {}

  private Sent send(Catalogue catalogue, List<FilledStore> stores, Wrk wrk, int seconds, int count)
      throws IOException, InterruptedException {
    Candidate candidate = catalogue.candidate();
    List<String> requests = Supply.ofThousands(catalogue, stores, count);
    Acknowledged acknowledged = Acknowledged.before(candidate, "items_tags");
    long begun = System.nanoTime();
    Load load = wrk.send(candidate.port(), seconds, requests, Writes.preference(async));
    candidate.show();
    double untilShown = (System.nanoTime() - begun) / 1e9;
    acknowledged.verify(load, wrk, PAIRS);
    return new Sent(load, untilShown);
  }

  private static Load pairs(Load load, double seconds) {
    return new Load(load.done() * PAIRS, seconds, load.failed() * PAIRS);
  }
}
