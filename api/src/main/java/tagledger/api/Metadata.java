package tagledger.api;

/**
 * The keys of what goes along with a message. Those of a command are kept with its events, but for
 * {@link #IDEMPOTENT_REQUEST}.
 */
public final class Metadata {

  /** Who asked: an opaque id, or {@link #ANONYMOUS}. */
  public static final String ACTOR = "actor";

  public static final String ANONYMOUS = "anonymous";

  /** The trace id of the request, 32 hexadecimal digits. */
  public static final String REQUEST = "request";

  /** The command's name and id. */
  public static final String COMMAND = "command";

  public static final String COMMAND_ID = "command_id";

  /**
   * One for all that a command, or a whole import, did. Of a command's result: the change that it
   * made; absent where it changed nothing.
   */
  public static final String CHANGE = "change";

  /** The change that this one takes back; may be absent. */
  public static final String UNDOES = "undoes";

  /** Why, in the caller's words; erasable; may be absent. */
  public static final String REASON = "reason";

  /** An {@link IdempotentRequest}; may be absent. Keys are for a day, and events are for ever. */
  public static final String IDEMPOTENT_REQUEST = "idempotent_request";

  /**
   * Of a command's result: the position of its last event, or, where it changed nothing, the
   * position at which that was decided. Of a query: the position that its answer must not be older
   * than.
   */
  public static final String POSITION = "position";

  private Metadata() {}
}
