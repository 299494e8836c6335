package tagledger.app.offline;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;
import org.springframework.context.ConfigurableApplicationContext;
import tagledger.api.Backup;
import tagledger.api.Findings;
import tagledger.api.Fsck;
import tagledger.api.Unavailable;
import tagledger.api.UnknownEvent;
import tagledger.app.database.DatabaseGone;

/**
 * The database that the service has by the same settings, while it is open here. A data directory
 * is nobody else's meanwhile.
 */
public final class OfflineDatabase implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final String name;

  OfflineDatabase(ConfigurableApplicationContext context, String name) {
    this.context = context;
    this.name = name;
  }

  /** For people: which one it is. */
  public String name() {
    return name;
  }

  /** Holds all that is stored against the log. */
  public void compare(ObjLongConsumer<String> compared, Consumer<String> differs) {
    Findings findings =
        new Findings() {
          @Override
          public void compared(String what, long count) {
            compared.accept(what, count);
          }

          @Override
          public void differs(String line) {
            differs.accept(line);
          }
        };
    try {
      context.getBean(Fsck.class).run(findings);
    } catch (RuntimeException e) {
      throw told(e);
    }
  }

  /**
   * Fills the empty log, with all of the file or nothing.
   *
   * @param restored is told the position of the last event read, now and then
   * @return the position of the last event
   * @throws NotRestored where the file or the log is not fit for it
   */
  public long restore(InputStream in, LongConsumer restored) throws IOException {
    try {
      return context.getBean(Backup.class).restore(in, restored);
    } catch (Backup.NotEmpty e) {
      throw new NotRestored(false, e);
    } catch (Backup.Unusable e) {
      throw new NotRestored(true, e);
    } catch (RuntimeException e) {
      throw told(e);
    }
  }

  private static RuntimeException told(RuntimeException failure) {
    if (failure instanceof UnknownEvent || failure instanceof Unavailable) {
      return new NoDatabase(NoDatabase.Why.UNAVAILABLE, failure.getMessage(), failure);
    }
    return DatabaseGone.isCauseOf(failure)
        ? new NoDatabase(
            NoDatabase.Why.UNAVAILABLE, "The database went away: " + failure.getMessage(), failure)
        : failure;
  }

  @Override
  public void close() {
    context.close();
  }

  /** Nothing was restored. */
  public static final class NotRestored extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean fileAtFault;

    private NotRestored(boolean fileAtFault, RuntimeException cause) {
      super(cause.getMessage(), cause);
      this.fileAtFault = fileAtFault;
    }

    /** Whether it is the file, and not the log, that is not fit for it. */
    public boolean isFileAtFault() {
      return fileAtFault;
    }
  }
}
