package tagledger.api;

import java.util.List;

/**
 * A refusal that the catalogue's rules ask for. The state is as it was, nothing has been recorded,
 * and the same command may succeed later. Never a fault: it carries no stack trace.
 */
public abstract sealed class Rejection extends RuntimeException {

  private Rejection(String message) {
    super(message, null, false, false);
  }

  /** What the command is about does not exist. */
  public static final class NotFound extends Rejection {
    public NotFound() {
      super("There is no such thing.");
    }
  }

  public static final class StoreNameTaken extends Rejection {
    public StoreNameTaken() {
      super("A store with that name already exists.");
    }
  }

  public static final class TagNameTaken extends Rejection {
    public TagNameTaken() {
      super("A tag with that name already exists in that store.");
    }
  }

  public static final class TagBorne extends Rejection {
    public TagBorne() {
      super(
          "Could not delete tag. Make sure tag is not associated with any items, then try again.");
    }
  }

  public static final class LinkAcrossStores extends Rejection {
    public LinkAcrossStores() {
      super("Make sure item and tag belong to the same store before linking.");
    }
  }

  /** The thing is to be made by this command, and these fields of it are not given. */
  public static final class Incomplete extends Rejection {
    private final List<String> fields;

    public Incomplete(List<String> fields) {
      super("Missing: " + String.join(", ", fields));
      this.fields = List.copyOf(fields);
    }

    public List<String> fields() {
      return fields;
    }
  }

  /** A bulk command names these, which are not of its store; nothing was changed. */
  public static final class NotOfThisStore extends Rejection {
    private final IdSet items;
    private final IdSet posts;
    private final IdSet tags;

    public NotOfThisStore(IdSet items, IdSet posts, IdSet tags) {
      super("Not of this store: items " + items + ", posts " + posts + ", tags " + tags);
      this.items = items;
      this.posts = posts;
      this.tags = tags;
    }

    public IdSet items() {
      return items;
    }

    public IdSet posts() {
      return posts;
    }

    public IdSet tags() {
      return tags;
    }
  }

  /** The request's {@link IdempotencyKey} stands for another request. */
  public static final class KeyReused extends Rejection {
    public KeyReused() {
      super("Already used for another request.");
    }
  }

  /**
   * What a {@link Reversal} was made for is not as it says: look again, and make another. It
   * decides nothing: no {@link IdempotentRequest} is used up by it.
   */
  public static final class HasMoved extends Rejection {
    public HasMoved() {
      super("Something has changed since it was looked at.");
    }
  }

  /** The thing is not at a version that the caller asked for. */
  public static final class PreconditionFailed extends Rejection {
    public PreconditionFailed() {
      super("The thing has changed, or is not what was asked for.");
    }
  }
}
