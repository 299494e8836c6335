package tagledger.bench.work;

import java.util.HashMap;
import java.util.Map;
import tagledger.bench.load.Load;
import tagledger.bench.system.Candidate;

/** Tells how much of something that can be done only once a candidate will do. */
final class Rates {

  private static final double MARGIN = 1.6;

  private final double guess;
  private final Map<String, Double> best = new HashMap<>();

  Rates(double guess) {
    this.guess = guess;
  }

  int enough(Candidate candidate, int seconds) {
    return (int) (best.getOrDefault(candidate.name(), guess) * seconds * MARGIN);
  }

  void learn(Candidate candidate, Load load) {
    best.merge(candidate.name(), load.perSecond(), Math::max);
  }
}
