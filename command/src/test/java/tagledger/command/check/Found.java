package tagledger.command.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import tagledger.api.Findings;
import tagledger.api.Inspection;
import tagledger.command.log.EventSerializer;

/** What a comparison came to. */
public final class Found implements Findings {

  private final Map<String, Long> compared = new HashMap<>();
  private final List<String> differences = new ArrayList<>();

  public static Found in(DataSource database, Inspection... others) {
    Found found = new Found();
    new LogFsck(database, new EventSerializer(), () -> Stream.of(others)).run(found);
    return found;
  }

  @Override
  public void compared(String what, long count) {
    compared.merge(what, count, Long::sum);
  }

  @Override
  public void differs(String line) {
    differences.add(line);
  }

  public List<String> differences() {
    return differences;
  }

  public long compared(String what) {
    return compared.getOrDefault(what, -1L);
  }
}
