package tagledger.bench.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tagledger.bench.load.Load;
import tagledger.bench.load.Wrk;
import tagledger.bench.system.Candidate;

/** Adds an item, to one of many stores or always to the same. */
public record CreateItems(boolean hot, boolean async) implements Work {

  @Override
  public String name() {
    return name(hot, async);
  }

  public static String name(boolean hot, boolean async) {
    return "POST /item, " + Writes.manner(hot, async);
  }

  @Override
  public boolean suits(Candidate candidate) {
    return !async || candidate.isService();
  }

  @Override
  public Map<String, Load> run(Catalogue catalogue, Wrk wrk, int seconds)
      throws IOException, InterruptedException {
    List<FilledStore> stores = catalogue.written(hot);
    List<String> arguments = new ArrayList<>();
    arguments.add(catalogue.name());
    arguments.add(String.valueOf(stores.getFirst().id()));
    arguments.add(String.valueOf(stores.size()));
    Writes.preference(async).ifPresent(arguments::add);
    Candidate candidate = catalogue.candidate();
    Acknowledged acknowledged = Acknowledged.before(candidate, "items");
    Load load = wrk.run(candidate.port(), seconds, "create.lua", arguments);
    acknowledged.verify(load, wrk, 1);
    return Map.of(name(), load);
  }
}
