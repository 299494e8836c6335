package tagledger.app.imports;

import tagledger.api.Row;
import tagledger.app.input.Faults;

/** What a file holds at a line. */
sealed interface Found {

  /** Where it begins, counted from 1. */
  long line();

  record Good(Row row) implements Found {
    @Override
    public long line() {
      return row.line();
    }
  }

  /**
   * @param reason in one line, of bounded length
   */
  record Bad(long line, String reason) implements Found {
    static Bad of(long line, Faults faults) {
      return new Bad(line, faults.inOneLine());
    }
  }

  /** What is as it should be, and of a kind that is not imported. */
  record Skipped(long line, String kind) implements Found {}
}
