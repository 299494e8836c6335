package tagledger.app.imports;

import tagledger.api.Row;

sealed interface Found {
  record Good(Row row) implements Found {}

  record Bad(long line, String reason) implements Found {}

  record Skipped(long line, String kind) implements Found {}
}
