package tagledger.command;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import tagledger.api.Metadata;

/**
 * What an event keeps of the command that made it: who, on which request, by which command, and
 * why.
 */
final class CommandMetadata implements CorrelationDataProvider {

  @Override
  public Map<String, ?> correlationDataFor(Message<?> command) {
    Map<String, Object> kept = new HashMap<>(command.getMetaData());
    kept.put(Metadata.COMMAND, command.getPayloadType().getSimpleName());
    kept.put(Metadata.COMMAND_ID, command.getIdentifier());
    kept.putIfAbsent(Metadata.CHANGE, command.getIdentifier());
    kept.putIfAbsent(Metadata.ACTOR, Metadata.ANONYMOUS);
    kept.remove(Metadata.IDEMPOTENT_REQUEST);
    return kept;
  }
}
