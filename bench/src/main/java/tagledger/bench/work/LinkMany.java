package tagledger.bench.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tagledger.bench.load.Load;
import tagledger.bench.load.Wrk;
import tagledger.bench.system.Candidate;

/** Links a thousand pairs at once, and counts pairs. */
public final class LinkMany implements Work {

  /** What follows the name of the rate at which pairs come to be read. */
  public static final String SHOWN = ", until all can be read";

  private static final int PAIRS = 1_000;

  private final boolean async;
  private final Rates rates = new Rates(20);

  LinkMany(boolean async) {
    this.async = async;
  }

  @Override
  public String name() {
    return name(async);
  }

  public static String name(boolean async) {
    return "POST /store/{id}/link, 1,000 pairs each, counted in pairs"
        + (async ? ", " + Writes.ASYNC : "");
  }

  @Override
  public boolean suits(Candidate candidate) {
    return !async || candidate.isService();
  }

  @Override
  public Map<String, Load> run(Catalogue catalogue, Wrk wrk, int seconds)
      throws IOException, InterruptedException {
    Candidate candidate = catalogue.candidate();
    List<String> requests =
        Supply.ofThousands(catalogue, catalogue.written(false), rates.enough(candidate, seconds));
    List<String> arguments = new ArrayList<>();
    arguments.add(Supply.write(wrk.work().resolve("thousands.txt"), requests).toString());
    if (async) {
      arguments.add(Writes.ASYNC);
    }
    Acknowledged acknowledged = Acknowledged.before(candidate, "items_tags");
    long begun = System.nanoTime();
    Load load = wrk.run(candidate.port(), seconds, "send.lua", arguments);
    candidate.show();
    double untilShown = (System.nanoTime() - begun) / 1e9;
    acknowledged.verify(load, wrk, PAIRS);
    rates.learn(candidate, load);
    Map<String, Load> loads = new LinkedHashMap<>();
    loads.put(name(), pairs(load, load.seconds()));
    if (async) {
      loads.put(name() + SHOWN, pairs(load, untilShown));
    }
    return loads;
  }

  private static Load pairs(Load load, double seconds) {
    return new Load(load.done() * PAIRS, seconds, load.failed() * PAIRS);
  }
}
