package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Query.FindOrigin;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.app.imports.IdTaken;
import tagledger.app.imports.ImportOptions;
import tagledger.app.imports.ImportReport;
import tagledger.app.imports.Imports;
import tagledger.app.limits.Caller;
import tagledger.app.limits.Places;
import tagledger.app.security.Callers;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;
import tools.jackson.databind.json.JsonMapper;

/** Brings files in, and tells how far that is. */
@RestController
class ImportController {

  private static final String PATH = "/import/";

  /** A UUID of version 7, as the service gives them to changes. */
  private static final Pattern ID_OF_A_CHANGE =
      Pattern.compile(
          "\\p{XDigit}{8}-\\p{XDigit}{4}-7\\p{XDigit}{3}-\\p{XDigit}{4}-\\p{XDigit}{12}");

  private final Imports imports;
  private final Queries queries;
  private final Shutdown shutdown;
  private final JsonMapper json;
  private final Access access;
  private final Callers callers;
  private final Places running;
  private final Places streams;

  ImportController(
      Imports imports,
      Queries queries,
      Shutdown shutdown,
      JsonMapper json,
      Access access,
      Callers callers,
      @Qualifier(Places.IMPORTS) Places running,
      @Qualifier(Places.STREAMS) Places streams) {
    this.access = access;
    this.callers = callers;
    this.imports = imports;
    this.queries = queries;
    this.shutdown = shutdown;
    this.json = json;
    this.running = running;
    this.streams = streams;
  }

  @Needs(Role.EDITOR)
  @PostMapping("/store/{store}/import")
  ResponseEntity<Object> bringIn(@PathVariable StoreId store, HttpServletRequest request)
      throws IOException {
    boolean async = Preferences.of(request).respondAsync();
    ImportOptions options = ImportRequests.options(store, request);
    requireNoChangeOf(options.id());
    Imports.Begun begun = begin(options, running.take(Caller.of(request)));
    HttpHeaders headers = new HttpHeaders();
    headers.set(ImportRequests.IMPORT_ID, options.id());
    headers.setLocation(URI.create(PATH + options.id()));
    if (async) {
      runLater(begun, request.getInputStream());
      headers.set(Answers.PREFERENCE_APPLIED, Preferences.RESPOND_ASYNC);
      return ResponseEntity.accepted().headers(headers).body(begun.report());
    }
    Imports.Ended ended = begun.run(request.getInputStream());
    if (ended.report().position() != null) {
      headers.set(Answers.EVENT_POSITION, ended.report().position().toString());
    }
    if (ended.report().hasChangedAnything()) {
      headers.set(Answers.CHANGE_ID, options.id());
    }
    return ended.failure() == null
        ? ResponseEntity.status(ended.isVisible() ? HttpStatus.OK : HttpStatus.ACCEPTED)
            .headers(headers)
            .body(ended.report())
        : FailedImport.answer(request, ended.failure(), ended.report(), headers);
  }

  @Needs(Role.EDITOR)
  @GetMapping("/import/{import}")
  @Nullable ResponseEntity<Object> find(
      @PathVariable("import") String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ImportReport report = imports.find(id);
    if (report == null) {
      throw new Rejection.NotFound();
    }
    access.require(Role.EDITOR, new StoreId(report.storeId()));
    if (ServerSentEvents.areAccepted(request)) {
      try (Places.Place place = streams.take(Caller.of(request))) {
        stream(report, response);
      }
      return null;
    }
    return ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").body(report);
  }

  /** All that has one change's id is one change, of whoever made its first part. */
  private void requireNoChangeOf(String id) {
    if (ID_OF_A_CHANGE.matcher(id).matches()
        && imports.find(id) == null
        && queries.origin(new FindOrigin(id)) != null) {
      throw new Refused(
          Refusal.of(
              HttpStatus.CONFLICT,
              "A change with the id " + id + " exists already. Choose another."));
    }
  }

  private Imports.Begun begin(ImportOptions options, Places.Place place) {
    Imports.Begun begun = null;
    try {
      begun = imports.begin(options);
      begun.whenOver(place::close);
      return begun;
    } catch (IdTaken e) {
      throw new Refused(
          Refusal.of(
              HttpStatus.CONFLICT,
              e.getMessage() + " Choose another, or ask GET " + PATH + options.id() + "."));
    } finally {
      if (begun == null) {
        place.close();
      }
    }
  }

  /** The client may go when all of the file is here. */
  private static void runLater(Imports.Begun begun, InputStream upload) throws IOException {
    Path file = null;
    try {
      file = Files.createTempFile("tagledger-import-", null);
      try (OutputStream out = Files.newOutputStream(file)) {
        upload.transferTo(out);
      }
      InputStream kept = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
      Thread.ofVirtual()
          .name("import")
          .start(
              () -> {
                try (kept) {
                  begun.run(kept);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
    } catch (IOException | RuntimeException e) {
      begun.abandon("The upload could not be received whole: nothing was written.");
      if (file != null) {
        Files.deleteIfExists(file);
      }
      throw e;
    }
  }

  private void stream(ImportReport first, HttpServletResponse response) throws IOException {
    ServerSentEvents events = new ServerSentEvents(response);
    ImportReport report = first;
    try {
      while (report != null
          && !report.isOver()
          && !shutdown.hasBegun()
          && callers.stillMay(Role.EDITOR)) {
        send(events, "progress", report);
        imports.awaitNews(report.id());
        report = imports.find(report.id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (report != null && report.isOver()) {
      send(events, "end", report);
    }
  }

  private void send(ServerSentEvents events, String event, ImportReport report) throws IOException {
    events.send(null, event, json.writeValueAsString(report));
    events.flush();
  }
}
