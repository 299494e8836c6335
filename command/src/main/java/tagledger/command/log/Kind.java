package tagledger.command.log;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tagledger.api.BearerId;
import tagledger.api.ItemId;
import tagledger.api.PostId;

/** The kinds of things whose ids the directory knows, with the numbers that it stores. */
public enum Kind {
  ITEM(2),
  POST(3),
  TAG(4);

  private final short number;

  Kind(int number) {
    this.number = (short) number;
  }

  static Kind of(BearerId id) {
    return switch (id) {
      case ItemId item -> ITEM;
      case PostId post -> POST;
    };
  }

  public static @Nullable Kind ofNumber(int number) {
    return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst().orElse(null);
  }

  public short number() {
    return number;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
