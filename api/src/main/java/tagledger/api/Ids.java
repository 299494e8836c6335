package tagledger.api;

final class Ids {

  private Ids() {}

  static void requirePositive(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("An id is 1 to 2147483647, not " + value);
    }
  }
}
