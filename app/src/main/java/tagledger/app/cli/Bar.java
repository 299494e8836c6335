package tagledger.app.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A line on a terminal that is drawn anew, without colours, and as wide as the terminal. */
final class Bar implements Progress {

  private static final int MILLIS = 200;
  private static final long MEGA = 1_000_000;

  private final String task;
  private final Unit unit;
  private final PrintStream out;
  private final IntSupplier width;
  private @Nullable ProgressBar bar;
  private boolean closed;
  private volatile @Nullable Duration left;

  Bar(String task, Unit unit, PrintStream out, IntSupplier width) {
    this.task = task;
    this.unit = unit;
    this.out = out;
    this.width = width;
  }

  @Override
  public synchronized void show(
      long done, long total, @Nullable Duration remaining, String remark) {
    if (closed) {
      return;
    }
    left = remaining;
    ProgressBar drawn = bar;
    if (drawn == null) {
      drawn = draw(total);
      bar = drawn;
    }
    drawn.setExtraMessage(remark);
    drawn.maxHint(total);
    drawn.stepTo(done);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private ProgressBar draw(long total) {
    ProgressBarBuilder builder =
        ProgressBar.builder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(style())
            .setUpdateIntervalMillis(MILLIS)
            .continuousUpdate()
            .setConsumer(new Line());
    if (unit == Unit.BYTES) {
      boolean large = total < 0 || total > MEGA;
      builder.setUnit(large ? "MB" : "kB", large ? MEGA : MEGA / 1000);
    }
    return (total < 0
            ? builder.hideEta()
            : builder.setEtaFunction(state -> Optional.ofNullable(left)))
        .build();
  }

  private ProgressBarStyle style() {
    return out.charset().newEncoder().canEncode('█')
        ? ProgressBarStyle.UNICODE_BLOCK
        : ProgressBarStyle.ASCII;
  }

  /** Asks for the width each time: a window may be made narrower. */
  private final class Line extends ConsoleProgressBarConsumer {

    Line() {
      super(out);
    }

    @Override
    public int getMaxRenderedLength() {
      return Math.max(1, width.getAsInt() - 1);
    }
  }
}
