package tagledger.command.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import tagledger.api.EventTypes;

/** Events as their JSON, and the JSON that was approved. */
final class EventJson {

  private static final EventSerializer SERIALIZER = new EventSerializer();

  private EventJson() {}

  static String written(Object event) {
    return new String(SERIALIZER.serialize(event, byte[].class).getData(), StandardCharsets.UTF_8);
  }

  static Object read(EventTypes type, String json) {
    return read(type.eventName(), Integer.toString(type.revision()), json);
  }

  static Object read(String name, @Nullable String revision, String json) {
    Object event =
        SERIALIZER.deserialize(
            new SimpleSerializedObject<>(
                json.getBytes(StandardCharsets.UTF_8), byte[].class, name, revision));
    return Objects.requireNonNull(event);
  }

  static String approved(EventTypes type) {
    return approved(type.eventName() + "." + type.revision());
  }

  static String approved(String file) {
    try (InputStream in = EventJson.class.getResourceAsStream("/events/" + file + ".json")) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8)
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
