package tagledger.bench.work;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import tagledger.bench.load.Load;
import tagledger.bench.load.Wrk;
import tagledger.bench.system.Candidate;

/** Links an item with a tag, in one of many stores or always in the same. */
public final class LinkPairs implements Work {

  private final boolean hot;
  private final boolean async;
  private final Rates rates = new Rates(15_000, 1_000);

  public LinkPairs(boolean hot, boolean async) {
    this.hot = hot;
    this.async = async;
  }

  @Override
  public String name() {
    return name(hot, async);
  }

  public static String name(boolean hot, boolean async) {
    return "POST /item/{id}/tag/{id}, " + Writes.manner(hot, async);
  }

  @Override
  public boolean suits(Candidate candidate) {
    return !async || candidate.isService();
  }

  @Override
  public Map<String, Load> run(Catalogue catalogue, Wrk wrk, int seconds)
      throws IOException, InterruptedException {
    Candidate candidate = catalogue.candidate();
    return Map.of(
        name(), rates.send(candidate, seconds, enough -> send(catalogue, wrk, seconds, enough)));
  }

  private Load send(Catalogue catalogue, Wrk wrk, int seconds, int count)
      throws IOException, InterruptedException {
    Candidate candidate = catalogue.candidate();
    List<String> requests = Supply.ofPairs(catalogue, catalogue.written(hot), count);
    Acknowledged acknowledged = Acknowledged.before(candidate, "items_tags");
    Load load = wrk.send(candidate.port(), seconds, requests, Writes.preference(async));
    acknowledged.verify(load, wrk, 1);
    return load;
  }
}
