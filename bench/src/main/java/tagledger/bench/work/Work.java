package tagledger.bench.work;

import java.io.IOException;
import java.util.Map;
import tagledger.bench.load.Load;
import tagledger.bench.load.Wrk;
import tagledger.bench.system.Candidate;

/** One kind of request, sent as often as there is time for. */
public interface Work {

  /** As it stands in the table. */
  String name();

  /** Whether that candidate can do it. */
  default boolean suits(Candidate candidate) {
    return true;
  }

  /** Whether few seconds of it leave much to do afterwards. */
  default boolean isMuchAtOnce() {
    return false;
  }

  /**
   * Does it, once everything is there that it needs.
   *
   * @return what came of it, by what was measured: {@link #name()}, and what else there may be
   * @throws IllegalStateException where what was acknowledged is not there
   */
  Map<String, Load> run(Catalogue catalogue, Wrk wrk, int seconds)
      throws IOException, InterruptedException;
}
