package tagledger.bench.load;

/**
 * What came of asking as much as there was time for.
 *
 * @param done how many were answered
 * @param failed how many of them with an error, or not at all
 */
public record Load(long done, double seconds, long failed) {

  public double perSecond() {
    return (done - failed) / seconds;
  }
}
