package tagledger.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a comparison with the log comes to: each difference as it is found, then the counts. */
abstract class FsckReport {

  private final Map<String, Long> compared = new LinkedHashMap<>();
  private long differences;

  final void differs(String line) {
    print(line);
    differences++;
  }

  final void compared(String what, long count) {
    compared.merge(what, count, Long::sum);
  }

  /** How many there are so far. */
  final long differences() {
    return differences;
  }

  /** How much of what was compared so far. */
  final Map<String, Long> compared() {
    return compared;
  }

  abstract void print(String difference);

  /** All has been compared. */
  abstract void end();
}
