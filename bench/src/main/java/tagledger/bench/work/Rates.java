package tagledger.bench.work;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import tagledger.bench.load.Load;
import tagledger.bench.load.Wrk.RanOut;
import tagledger.bench.system.Candidate;

/** Tells how much of something that can be done only once a candidate will do. */
final class Rates {

  /** Sends as many as there are; they are made for this. */
  interface Sending {
    Load send(int enough) throws IOException, InterruptedException;
  }

  private static final double MARGIN = 1.6;
  private static final double MORE = 3;

  private final double service;
  private final double peers;
  private final Map<String, Double> best = new HashMap<>();

  /** What the service and a peer do at the utmost a second, as far as one can guess. */
  Rates(double service, double peers) {
    this.service = service;
    this.peers = peers;
  }

  /** Sends again, and more, where all was sent before the time was over. */
  Load send(Candidate candidate, int seconds, Sending sending)
      throws IOException, InterruptedException {
    double guess = candidate.isService() ? service : peers;
    for (double rate = best.getOrDefault(candidate.name(), guess); ; rate *= MORE) {
      try {
        Load load = sending.send((int) (rate * seconds * MARGIN));
        best.merge(candidate.name(), load.perSecond(), Math::max);
        return load;
      } catch (RanOut more) {
        candidate.settle();
      }
    }
  }
}
