package tagledger.app.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Export;
import tagledger.api.Query.ExportStore;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

@RestController
class ExportController {

  private final Queries queries;
  private final RowWriter rows;

  ExportController(Queries queries, RowWriter rows) {
    this.queries = queries;
    this.rows = rows;
  }

  @Needs(Role.AUDITOR)
  @GetMapping("/store/{store}/export")
  void export(@PathVariable StoreId store, HttpServletResponse response) throws IOException {
    try (Export export = found(store)) {
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          "attachment; filename=\"store-" + store.value() + ".ndjson\"");
      rows.lines(response, export.lines().iterator());
    }
  }

  private Export found(StoreId store) {
    Export export = queries.export(new ExportStore(store));
    if (export == null) {
      throw new Rejection.NotFound();
    }
    return export;
  }
}
