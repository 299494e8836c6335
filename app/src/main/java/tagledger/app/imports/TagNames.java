package tagledger.app.imports;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tagledger.app.input.Faults;
import tagledger.app.input.Text;

/** The names of a row's tags, each once; what is too much is not kept. */
final class TagNames {

  static final String FIELD = "tags";
  static final int MOST = 10_000;

  private final Set<String> names = new LinkedHashSet<>();
  private @Nullable String fault;

  void add(String name) {
    String misfit = Text.NAME.fault(name);
    if (misfit != null) {
      fault(misfit);
    } else if (names.size() < MOST) {
      names.add(name);
    } else if (!names.contains(name)) {
      fault("Longer than maximum length " + MOST + ".");
    }
  }

  /** What stands between commas, without the spaces around it. */
  void addSeparated(String text) {
    int start = 0;
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      String name = text.substring(start, end).strip();
      if (!name.isEmpty()) {
        add(name);
      }
      start = end + 1;
    }
  }

  /** Only the first counts. */
  void fault(String message) {
    if (fault == null) {
      fault = message;
    }
  }

  List<String> verified(Faults faults) {
    if (fault != null) {
      faults.add(FIELD, fault);
    }
    return List.copyOf(names);
  }
}
