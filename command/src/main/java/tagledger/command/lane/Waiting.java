package tagledger.command.lane;

import static org.axonframework.commandhandling.GenericCommandResultMessage.asCommandResultMessage;

import java.util.Map;
import java.util.concurrent.CompletionException;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.messaging.MessageHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.api.IdempotentRequest;
import tagledger.api.Metadata;
import tagledger.api.Rejection;

/** A command in the lane, with all that it needs to be decided and answered. */
final class Waiting<C, R> {

  private static final Logger log = LoggerFactory.getLogger(Waiting.class);

  final CommandMessage<C> command;
  final MessageHandler<? super CommandMessage<?>> handler;
  private final CommandCallback<? super C, ? super R> callback;
  final @Nullable IdempotentRequest request;
  @Nullable ColdStore arrival;

  /** Decided already: the lane has only to see whether the request came before. */
  @Nullable Rejection refusal;

  @Nullable CommandResultMessage<? extends R> result;

  Waiting(
      CommandMessage<C> command,
      MessageHandler<? super CommandMessage<?>> handler,
      CommandCallback<? super C, ? super R> callback) {
    this.command = command;
    this.handler = handler;
    this.callback = callback;
    this.request = (IdempotentRequest) command.getMetaData().get(Metadata.IDEMPOTENT_REQUEST);
  }

  CommandResultMessage<? extends R> result() {
    if (result == null) {
      throw new IllegalStateException("A command was handled without a result");
    }
    return result;
  }

  /** All that goes along with its answer: the log ended there before it and ends there after it. */
  Map<String, Object> recorded(long before, long after) {
    return after == before
        ? Map.of(Metadata.POSITION, after)
        : Map.of(Metadata.POSITION, after, Metadata.CHANGE, change());
  }

  private Object change() {
    return command.getMetaData().getOrDefault(Metadata.CHANGE, command.getIdentifier());
  }

  void answer() {
    answer(result());
  }

  void fail(Throwable failure) {
    boolean carried = failure instanceof Failed || failure instanceof CompletionException;
    Throwable cause = failure.getCause();
    answer(asCommandResultMessage(carried && cause != null ? cause : failure));
  }

  /** One that cannot take its answer keeps nobody else from getting theirs. */
  private void answer(CommandResultMessage<? extends R> answer) {
    try {
      callback.onResult(command, answer);
    } catch (RuntimeException e) {
      log.error("The answer to a {} could not be taken", command.getCommandName(), e);
    }
  }

  /** Carries a command's failure out of its batch. */
  static final class Failed extends RuntimeException {
    Failed(Throwable cause) {
      super(cause.getMessage(), cause, false, false);
    }
  }
}
