package tagledger.app.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.StreamUtils;
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

  /** How rows are written. */
  interface Form<T> {
    void write(Iterator<? extends T> rows, OutputStream out, ObjectWriter json) throws IOException;
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
    write(response, type, rows, RowWriter::array);
  }

  /** As one array, which need not be the answer yet; what it is written to stays open. */
  void array(OutputStream to, Iterator<?> rows) throws IOException {
    try {
      array(rows, StreamUtils.nonClosing(to), json);
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  /** Each as JSON on a line of its own. */
  void lines(HttpServletResponse response, Iterator<?> rows) throws IOException {
    write(response, MediaType.APPLICATION_NDJSON_VALUE, rows, RowWriter::lines);
  }

  /** One alone, which may be large. */
  void one(HttpServletResponse response, Object row) throws IOException {
    write(response, MediaType.APPLICATION_JSON_VALUE, List.of(row).iterator(), RowWriter::values);
  }

  <T> void write(HttpServletResponse response, String type, Iterator<T> rows, Form<T> form)
      throws IOException {
    // Where the first row cannot be read, a refusal can still be answered.
    Iterator<T> begun = rows.hasNext() ? rows : Collections.emptyIterator();
    response.setContentType(type);
    try {
      form.write(begun, response.getOutputStream(), json);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw response.isCommitted() ? new CutShort(e) : e;
    }
  }

  /** Ends an array where it has come to its end only: cut short, it is no JSON. */
  private static void array(Iterator<?> rows, OutputStream to, ObjectWriter json) {
    JsonGenerator out = json.createGenerator(to);
    out.writeStartArray();
    while (rows.hasNext()) {
      json.writeValue(out, rows.next());
    }
    out.writeEndArray();
    out.close();
  }

  private static void values(Iterator<?> rows, OutputStream to, ObjectWriter json) {
    JsonGenerator out = json.createGenerator(to);
    rows.forEachRemaining(row -> json.writeValue(out, row));
    out.close();
  }

  private static void lines(Iterator<?> rows, OutputStream to, ObjectWriter json) {
    JsonGenerator out = json.createGenerator(to);
    while (rows.hasNext()) {
      json.writeValue(out, rows.next());
      out.writeRaw('\n');
    }
    out.close();
  }
}
