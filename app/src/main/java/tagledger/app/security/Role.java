package tagledger.app.security;

import java.util.Locale;

/** What somebody may do, in one store or in all. */
public enum Role {
  /** Reads the catalogue, as it is and as it was. */
  READER,
  /** Writes, and takes back what he did himself. */
  EDITOR,
  /** Reads what happened, by whom and why, and takes whole stores out. */
  AUDITOR,
  /** Everything. */
  ADMINISTRATOR;

  /** Whether who has this one has the other too. */
  boolean includes(Role other) {
    return this == other || this == ADMINISTRATOR || other == READER;
  }

  /** As it is written. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
