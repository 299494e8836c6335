package tagledger.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Iterator;
import tools.jackson.databind.ObjectWriter;

/** Changes as a table behind a header, with their details as JSON in the last column. */
final class ChangeTable implements RowWriter.Form<ChangeView> {

  static final String TYPE = "text/csv";

  private static final String HEADER =
      "id,position,time,actor,request_id,reason,store_id,summary,details\r\n";

  @Override
  public void write(Iterator<? extends ChangeView> rows, OutputStream out, ObjectWriter json)
      throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    text.write(HEADER);
    CsvText csv = new CsvText(text);
    while (rows.hasNext()) {
      write(rows.next(), csv, json);
    }
    text.close();
  }

  private static void write(ChangeView change, CsvText csv, ObjectWriter json) throws IOException {
    csv.text(change.id());
    csv.number(change.position());
    csv.text(change.time());
    csv.text(change.actor());
    csv.text(change.requestId());
    csv.text(change.reason());
    csv.number(change.storeId());
    csv.text(change.summary());
    try (Writer details = csv.field()) {
      json.writeValue(details, change.details());
    }
    csv.endRow();
  }
}
