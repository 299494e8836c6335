package tagledger.app.http;

import static org.springframework.http.HttpMethod.POST;

import java.net.http.HttpRequest.BodyPublishers;

/** Files as the tests import them. */
final class Files {

  static final String CSV = "text/csv";
  static final String NDJSON = "application/x-ndjson";
  static final String XML = "application/xml";

  private Files() {}

  /** Sends a file, whose JSON may be written with single quotes. */
  static Answer bringIn(Request request, String type, int store, String query, String file) {
    return request
        .and("Content-Type", type)
        .send(
            POST,
            "/store/" + store + "/import" + query,
            BodyPublishers.ofString(type.equals(NDJSON) ? Json.json(file) : file));
  }
}
