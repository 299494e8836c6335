package tagledger.bench.work;

import java.io.IOException;
import tagledger.bench.load.Load;
import tagledger.bench.load.Wrk;
import tagledger.bench.system.Candidate;

/** Holds the rows that came to be while something ran against what was acknowledged. */
final class Acknowledged {

  private final Candidate candidate;
  private final String table;
  private final long before;

  private Acknowledged(Candidate candidate, String table, long before) {
    this.candidate = candidate;
    this.table = table;
    this.before = before;
  }

  static Acknowledged before(Candidate candidate, String table)
      throws IOException, InterruptedException {
    candidate.settle();
    return new Acknowledged(candidate, table, candidate.database().count(candidate.table(table)));
  }

  /** What wrk broke off at its end may have been done too. */
  void verify(Load load, Wrk wrk, int rowsEach) throws IOException, InterruptedException {
    candidate.settle();
    long rows = candidate.database().count(candidate.table(table)) - before;
    long done = (load.done() - load.failed()) * rowsEach;
    if (rows < done || rows > done + (load.failed() + wrk.connections() + 2L) * rowsEach) {
      throw new IllegalStateException(
          "%s acknowledged %,d rows of %s, and has %,d"
              .formatted(candidate.name(), done, table, rows));
    }
  }
}
