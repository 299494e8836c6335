package tagledger.app.http;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tagledger.api.BearerId;
import tagledger.api.Command;
import tagledger.api.FirstOutcome;
import tagledger.api.IdempotentRequest;
import tagledger.api.ItemId;
import tagledger.api.Metadata;
import tagledger.api.PostId;
import tagledger.api.ReadModelProgress;
import tagledger.api.Reverted;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/**
 * Sends a command with what is known of its request, and waits until its outcome is durable and, if
 * the caller does not prefer otherwise, can be read.
 */
@Component
class Commands {

  private static final String REASON = "Reason";
  private static final int MAX_REASON = 1000;

  /**
   * What a command came to.
   *
   * @param result the id that it answers
   * @param position what to wait for to see it
   * @param change the id of the change that it made; nothing where it changed nothing, or that is
   *     no longer known
   * @param late whether it was waited for in vain to see it
   */
  record Done(Object result, long position, @Nullable String change, boolean late) {

    /** What it came to when it was first asked for. */
    static Done first(FirstOutcome first) {
      return new Done(
          first.outcome(),
          first.position(),
          first.outcome() instanceof Reverted reverted ? reverted.change() : null,
          false);
    }

    StoreId store() {
      return (StoreId) result;
    }

    ItemId item() {
      return (ItemId) result;
    }

    PostId post() {
      return (PostId) result;
    }

    TagId tag() {
      return (TagId) result;
    }

    int id() {
      return switch (result) {
        case StoreId store -> store.value();
        case BearerId bearer -> bearer.value();
        case TagId tag -> tag.value();
        default -> throw new IllegalStateException("No id: " + result);
      };
    }
  }

  private final CommandBus bus;
  private final ReadModelProgress readModel;

  Commands(CommandBus bus, ReadModelProgress readModel) {
    this.bus = bus;
    this.readModel = readModel;
  }

  Done send(Command command, HttpServletRequest request) {
    return send(command, request, null);
  }

  /** Where the request came before, the result is its {@link FirstOutcome}. */
  Done send(Command command, HttpServletRequest request, @Nullable IdempotentRequest once) {
    return send(command, request, once, Map.of());
  }

  /**
   * @param more metadata
   */
  Done send(
      Command command,
      HttpServletRequest request,
      @Nullable IdempotentRequest once,
      Map<String, ?> more) {
    Map<String, Object> metadata = metadata(request);
    metadata.putAll(more);
    if (once != null) {
      metadata.put(Metadata.IDEMPOTENT_REQUEST, once);
    }
    CommandMessage<Command> message = new GenericCommandMessage<>(command, metadata);
    boolean durableIsEnough = Preferences.of(request).respondAsync();
    CompletableFuture<Done> done = new CompletableFuture<>();
    bus.dispatch(
        message,
        (sent, result) -> {
          if (result.isExceptional()) {
            done.completeExceptionally(result.exceptionResult());
          } else if (durableIsEnough) {
            done.complete(done(result, false));
          } else {
            // The request's thread is woken once, and not for each of the two.
            readModel
                .reaches(position(result))
                .whenComplete((visible, late) -> done.complete(done(result, late != null)));
          }
        });
    try {
      return done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static Done done(CommandResultMessage<?> result, boolean late) {
    return new Done(
        result.getPayload(),
        position(result),
        (String) result.getMetaData().get(Metadata.CHANGE),
        late);
  }

  private static long position(CommandResultMessage<?> result) {
    return (Long) requireNonNull(result.getMetaData().get(Metadata.POSITION));
  }

  /** What is known of the request, for the events that come of it. */
  static Map<String, Object> metadata(HttpServletRequest request) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put(Metadata.ACTOR, RequestContext.actor(request));
    metadata.put(Metadata.REQUEST, RequestContext.requestId(request));
    String reason = request.getHeader(REASON);
    if (reason != null && !reason.isBlank()) {
      String text = decode(reason.strip());
      if (text.codePointCount(0, text.length()) > MAX_REASON) {
        throw new Refused(
            Refusal.invalid(
                "headers",
                Map.of(REASON, List.of("Longer than maximum length " + MAX_REASON + "."))));
      }
      metadata.put(Metadata.REASON, text);
    }
    return metadata;
  }

  /**
   * Headers come as bytes; most clients mean UTF-8 by them, the rest Latin-1. Those that can send
   * ASCII alone write as RFC 8187 says.
   */
  private static String decode(String header) {
    byte[] bytes = ExtendedValue.bytes(header);
    if (bytes == null) {
      bytes = header.getBytes(StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return header;
    }
  }
}
