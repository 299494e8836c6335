package tagledger.app.limits;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A body that may not be too large, nor be waited for too long. Only the waiting counts: whoever
 * reads it may take his time.
 */
final class LimitedBody extends ServletInputStream {

  /**
   * @param most bytes in all; 0 for any number
   * @param rate bytes a second; 0 for any
   * @param patience how long it may come as it likes
   * @param nanoTime a clock
   */
  record Limits(long most, long rate, Duration patience, LongSupplier nanoTime) {
    boolean isLess(long length) {
      return most > 0 && length > most;
    }
  }

  private final ServletInputStream in;
  private final Limits limits;
  private final Runnable tooSlow;
  private long bytes;
  private long waited;

  LimitedBody(ServletInputStream in, Limits limits, Runnable tooSlow) {
    this.in = in;
    this.limits = limits;
    this.tooSlow = tooSlow;
  }

  @Override
  public int read() throws IOException {
    long begun = limits.nanoTime.getAsLong();
    int read = in.read();
    count(read < 0 ? 0 : 1, begun);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    long begun = limits.nanoTime.getAsLong();
    int count = in.read(into, offset, length);
    count(Math.max(count, 0), begun);
    return count;
  }

  private void count(int read, long begun) throws BodyRefused {
    waited += limits.nanoTime.getAsLong() - begun;
    bytes += read;
    if (limits.isLess(bytes)) {
      throw BodyRefused.tooLarge(limits.most);
    }
    long tooLong = waited - limits.patience.toNanos();
    if (limits.rate > 0
        && tooLong > 0
        && bytes < limits.rate * (double) waited / TimeUnit.SECONDS.toNanos(1)) {
      tooSlow.run();
      throw BodyRefused.tooSlow(bytes, TimeUnit.NANOSECONDS.toSeconds(waited), limits.rate);
    }
  }

  @Override
  public boolean isFinished() {
    return in.isFinished();
  }

  @Override
  public boolean isReady() {
    return in.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    in.setReadListener(listener);
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
