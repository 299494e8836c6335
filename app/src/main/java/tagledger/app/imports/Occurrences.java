package tagledger.app.imports;

/** stub until merged */
final class Occurrences {
  int next(String name) {
    return 1;
  }
}
