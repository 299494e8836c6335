package tagledger.command.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import tagledger.api.EventTypes;
import tagledger.api.UnknownEvent;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;

/**
 * JSON under the names and revisions of {@link EventTypes}, never under class names. Decimals are
 * written in full and read as they were written. A type or a key that this version does not know is
 * an error, not an event to skip: the log is then newer than the service.
 */
public class EventSerializer extends Jackson3Serializer {

  public EventSerializer() {
    super(
        builder()
            .jsonMapperBuilderCustomizer(
                json ->
                    json.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .changeDefaultPropertyInclusion(
                            all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))));
  }

  @Override
  public SerializedType typeForClass(@Nullable Class type) {
    EventTypes known = type == null ? null : EventTypes.ofClass(type);
    return known == null
        ? super.typeForClass(type)
        : new SimpleSerializedType(known.eventName(), Integer.toString(known.revision()));
  }

  @Override
  public Class<?> classForType(SerializedType type) {
    if (type.getName().equals(MetaData.class.getName())) {
      return MetaData.class;
    }
    EventTypes known = EventTypes.ofName(type.getName());
    if (known == null || !Integer.toString(known.revision()).equals(type.getRevision())) {
      throw new UnknownEvent(type.getName(), type.getRevision());
    }
    return known.eventClass();
  }

  /**
   * The same for who follows the log and need not know all that is in it: there an unknown event
   * has an {@link UnknownSerializedType} for its payload.
   */
  static EventSerializer tolerant() {
    return new EventSerializer() {
      @Override
      public Class<?> classForType(SerializedType type) {
        try {
          return super.classForType(type);
        } catch (UnknownEvent e) {
          return UnknownSerializedType.class;
        }
      }
    };
  }
}
