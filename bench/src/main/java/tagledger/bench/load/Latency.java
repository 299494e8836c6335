package tagledger.bench.load;

import org.HdrHistogram.Histogram;

/**
 * How long answers took, in milliseconds.
 *
 * @param failed how many were no success, which are not among the others
 */
public record Latency(long count, double median, double p99, double p999, double max, long failed) {

  static Latency of(Histogram nanoseconds, long failed) {
    return new Latency(
        nanoseconds.getTotalCount(),
        nanoseconds.getValueAtPercentile(50) / 1e6,
        nanoseconds.getValueAtPercentile(99) / 1e6,
        nanoseconds.getValueAtPercentile(99.9) / 1e6,
        nanoseconds.getMaxValue() / 1e6,
        failed);
  }
}
