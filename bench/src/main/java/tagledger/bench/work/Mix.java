package tagledger.bench.work;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import tagledger.bench.load.Load;
import tagledger.bench.load.Wrk;
import tagledger.bench.system.Candidate;

/** Of ten requests, nine read and one writes. */
public record Mix() implements Work {

  @Override
  public String name() {
    return "nine GET /item/{id} or /tag/{id}, one POST /item";
  }

  @Override
  public Map<String, Load> run(Catalogue catalogue, Wrk wrk, int seconds)
      throws IOException, InterruptedException {
    Candidate candidate = catalogue.candidate();
    List<FilledStore> stores = catalogue.written(false);
    List<String> arguments =
        List.of(
            catalogue.name(),
            String.valueOf(stores.getFirst().id()),
            String.valueOf(stores.size()),
            catalogue.anyItem().toString(),
            catalogue.anyTag().toString());
    return Map.of(name(), wrk.run(candidate.port(), seconds, "mix.lua", arguments));
  }
}
