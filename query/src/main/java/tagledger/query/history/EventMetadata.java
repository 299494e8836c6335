package tagledger.query.history;

import org.jspecify.annotations.Nullable;
import tagledger.api.Metadata;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What goes along with an event in the log, of which a redaction may have left little or nothing.
 */
record EventMetadata(JsonNode json) {

  private static final String IMPORT = "ImportRows";

  static EventMetadata of(byte[] stored) {
    JsonMapper mapper = JsonMapper.shared();
    try {
      return new EventMetadata(mapper.readTree(stored));
    } catch (JacksonException e) {
      return new EventMetadata(mapper.createObjectNode());
    }
  }

  @Nullable String get(String key) {
    return json.path(key).stringValue(null);
  }

  String get(String key, String otherwise) {
    String text = get(key);
    return text == null ? otherwise : text;
  }

  boolean isImport() {
    return IMPORT.equals(get(Metadata.COMMAND));
  }
}
