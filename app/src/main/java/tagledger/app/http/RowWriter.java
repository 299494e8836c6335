package tagledger.app.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes rows as they are read, in constant memory. An answer that is cut short is known by that:
 * its connection is cut too.
 */
@Component
class RowWriter {

  private enum Form {
    ARRAY,
    LINES
  }

  private final ObjectWriter json;

  RowWriter(JsonMapper json) {
    this.json =
        json.writer()
            .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .withRootValueSeparator("");
  }

  /** As one array. */
  void array(HttpServletResponse response, Iterator<?> rows) throws IOException {
    array(response, MediaType.APPLICATION_JSON_VALUE, rows);
  }

  void array(HttpServletResponse response, String type, Iterator<?> rows) throws IOException {
    write(response, Form.ARRAY, type, rows);
  }

  /** Each as JSON on a line of its own. */
  void lines(HttpServletResponse response, Iterator<?> rows) throws IOException {
    write(response, Form.LINES, MediaType.APPLICATION_NDJSON_VALUE, rows);
  }

  /** Ends an array where it has come to its end only: cut short, it is no JSON. */
  private void write(HttpServletResponse response, Form form, String type, Iterator<?> rows)
      throws IOException {
    boolean any = rows.hasNext();
    response.setContentType(type);
    try {
      JsonGenerator out = json.createGenerator(response.getOutputStream());
      if (form == Form.ARRAY) {
        out.writeStartArray();
      }
      while (any) {
        json.writeValue(out, rows.next());
        if (form == Form.LINES) {
          out.writeRaw('\n');
        }
        any = rows.hasNext();
      }
      if (form == Form.ARRAY) {
        out.writeEndArray();
      }
      out.close();
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw response.isCommitted() ? new CutShort(e) : e;
    }
  }
}
