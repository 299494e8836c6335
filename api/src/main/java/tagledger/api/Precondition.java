package tagledger.api;

import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What a caller requires of the present state before his command may change it: RFC 9110's {@code
 * If-Match} and {@code If-None-Match}, as versions.
 *
 * <p>A version is the store's sequence number of the last event that changed what is shown of a
 * thing.
 */
public record Precondition(Condition match, Condition noneMatch) {

  public static final Precondition NONE =
      new Precondition(new Unconditional(), new Unconditional());

  /** One of the two headers. */
  public sealed interface Condition {}

  /** The header is absent. */
  public record Unconditional() implements Condition {}

  /** The header is {@code *}. */
  public record AnyVersion() implements Condition {}

  /** The header lists entity tags; those that are not ours can match nothing and are left out. */
  public record OneOf(Set<Long> versions) implements Condition {
    private boolean holdsAnyOf(LongSupplier... candidates) {
      return Stream.of(candidates).anyMatch(it -> versions.contains(it.getAsLong()));
    }
  }

  /** Refuses a thing that does not exist unless nothing is required of it. */
  public void requireForAbsent() {
    if (!(match instanceof Unconditional)) {
      throw new Rejection.PreconditionFailed();
    }
  }

  /**
   * Refuses a thing none of whose versions is as required.
   *
   * @param versions asked only where a version is required: to tell one may take as long as the
   *     thing is large
   */
  public void require(LongSupplier... versions) {
    boolean matched =
        switch (match) {
          case Unconditional any -> true;
          case AnyVersion any -> true;
          case OneOf some -> some.holdsAnyOf(versions);
        };
    boolean excluded =
        switch (noneMatch) {
          case Unconditional any -> false;
          case AnyVersion any -> true;
          case OneOf some -> some.holdsAnyOf(versions);
        };
    if (!matched || excluded) {
      throw new Rejection.PreconditionFailed();
    }
  }
}
