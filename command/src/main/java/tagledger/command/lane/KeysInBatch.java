package tagledger.command.lane;

import static org.axonframework.commandhandling.GenericCommandResultMessage.asCommandResultMessage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandResultMessage;
import org.jspecify.annotations.Nullable;
import tagledger.api.FirstOutcome;
import tagledger.api.IdempotencyKey;
import tagledger.api.IdempotentRequest;
import tagledger.api.Metadata;
import tagledger.api.Rejection;
import tagledger.command.log.IdempotencyKeys;
import tagledger.command.log.IdempotencyKeys.Use;

/**
 * What the keys of one batch were used for: before it, and by those of its commands that have been
 * decided. Where no command has a key, no table is asked.
 */
final class KeysInBatch {

  private final IdempotencyKeys table;
  private final Map<IdempotencyKey, Use> known;
  private final List<Use> added = new ArrayList<>();

  private KeysInBatch(IdempotencyKeys table, Map<IdempotencyKey, Use> known) {
    this.table = table;
    this.known = known;
  }

  static KeysInBatch of(List<Waiting<?, ?>> batch, IdempotencyKeys table) {
    Set<IdempotencyKey> asked = new HashSet<>();
    for (Waiting<?, ?> one : batch) {
      if (one.request != null) {
        asked.add(one.request.key());
      }
    }
    return new KeysInBatch(table, asked.isEmpty() ? Map.of() : new HashMap<>(table.find(asked)));
  }

  /** The answer to a command whose key has been used, or nothing where it is to be decided. */
  <R> @Nullable CommandResultMessage<R> firstOutcome(Waiting<?, R> one) {
    IdempotentRequest request = one.request;
    Use use = request == null ? null : known.get(request.key());
    if (request == null || use == null) {
      return null;
    }
    if (!use.request().digest().equals(request.digest())) {
      return asCommandResultMessage(new Rejection.KeyReused());
    }
    CommandResultMessage<R> first = asCommandResultMessage(use.first());
    return first.andMetaData(Map.of(Metadata.POSITION, use.first().position()));
  }

  /** A command has been decided, unless it has to be sent again another way. */
  void add(Waiting<?, ?> decided, long position) {
    IdempotentRequest request = decided.request;
    CommandResultMessage<?> result = decided.result();
    Object outcome = result.isExceptional() ? result.exceptionResult() : result.getPayload();
    if (request != null && !(outcome instanceof Rejection.HasMoved)) {
      Use use = new Use(request, new FirstOutcome(outcome, position));
      known.put(request.key(), use);
      added.add(use);
    }
  }

  /** Puts what was added into the transaction. */
  void record() {
    if (!added.isEmpty()) {
      table.record(added);
    }
  }
}
