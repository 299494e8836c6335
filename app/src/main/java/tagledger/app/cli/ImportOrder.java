package tagledger.app.cli;

import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the service.
 *
 * @param id by which the import can be asked about, also by others and later
 */
record ImportOrder(
    String id,
    Format format,
    @Nullable Charset charset,
    boolean atomic,
    boolean dryRun,
    @Nullable String reason) {

  String path() {
    return "/import/" + id;
  }

  HttpRequest request(Service service, int store, Source source) {
    List<String> query = new ArrayList<>();
    if (atomic) {
      query.add("atomic=true");
    }
    if (dryRun) {
      query.add("dry_run=true");
    }
    String path = "/store/" + store + "/import";
    String url = query.isEmpty() ? path : path + "?" + String.join("&", query);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.at(url))
            .header("Content-Type", mediaType())
            .header("Import-Id", id)
            .POST(source.publisher());
    if (reason != null) {
      request.header("Reason", HeaderText.of(reason));
    }
    return request.build();
  }

  private String mediaType() {
    return charset == null ? format.mediaType() : format.mediaType() + ";charset=" + charset.name();
  }
}
