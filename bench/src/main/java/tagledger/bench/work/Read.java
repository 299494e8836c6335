package tagledger.bench.work;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import tagledger.bench.load.Load;
import tagledger.bench.load.Wrk;
import tagledger.bench.system.Candidate;

/** Asks for what is there, any of it each time. */
public record Read(String name, boolean past, Function<Catalogue, List<String>> patterns)
    implements Work {

  private static final int MOMENTS = 10;

  public static final Work ITEM = now("GET /item/{id}", it -> "/item/" + it.anyItem());
  private static final Work TAG = now("GET /tag/{id}", it -> "/tag/" + it.anyTag());
  private static final Work PAGE =
      now("GET /item?limit=100", it -> "/item?limit=100&after=" + it.anyItem());
  private static final Work PAST = new Read("GET /item/{id}?as_of={time}", true, Read::moments);

  public static List<Work> all() {
    return List.of(
        ITEM,
        TAG,
        now("GET /store/{id}", it -> "/store/" + it.anyStore()),
        now("GET /store/{id}/tag", it -> "/store/" + it.anyStore() + "/tag"),
        PAGE,
        PAST);
  }

  /** Those whose answers do not grow with their store. */
  public static List<Work> alikeInAnyStore() {
    return List.of(ITEM, TAG, PAGE, PAST);
  }

  private static Work now(String name, Function<Catalogue, String> pattern) {
    return new Read(name, false, catalogue -> List.of(pattern.apply(catalogue)));
  }

  /** Since all was there. */
  private static List<String> moments(Catalogue catalogue) {
    return IntStream.range(0, MOMENTS)
        .mapToObj(
            n ->
                "/item/" + catalogue.anyItem() + "?as_of=" + catalogue.filled().plusMillis(10L * n))
        .toList();
  }

  @Override
  public boolean suits(Candidate candidate) {
    return !past || candidate.hasHistory();
  }

  @Override
  public Map<String, Load> run(Catalogue catalogue, Wrk wrk, int seconds)
      throws IOException, InterruptedException {
    int port = catalogue.candidate().port();
    return Map.of(name, wrk.run(port, seconds, "read.lua", patterns.apply(catalogue)));
  }
}
