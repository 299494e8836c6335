package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tagledger.api.Metadata;
import tagledger.api.StoreId;
import tagledger.app.imports.FileType;
import tagledger.app.imports.ImportOptions;

/** Reads from a request what an import is asked to be. */
final class ImportRequests {

  static final String IMPORT_ID = "Import-Id";

  private static final String ATOMIC = "atomic";
  private static final String DRY_RUN = "dry_run";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private ImportRequests() {}

  static ImportOptions options(StoreId store, HttpServletRequest request) {
    requireUnpacked(request.getHeader(HttpHeaders.CONTENT_ENCODING));
    MediaType type = mediaType(request.getContentType());
    StrictQuery query = new StrictQuery(request, Set.of(ATOMIC, DRY_RUN));
    boolean atomic = flag(query, ATOMIC);
    boolean dryRun = flag(query, DRY_RUN);
    query.verify();
    String id = id(request);
    Map<String, Object> metadata = Commands.metadata(request);
    metadata.put(Metadata.CHANGE, id);
    long length = request.getContentLengthLong();
    return new ImportOptions(
        id,
        store,
        fileType(type),
        charset(type),
        atomic,
        dryRun,
        metadata,
        length < 0 ? null : Long.valueOf(length));
  }

  private static void requireUnpacked(@Nullable String encoding) {
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      throw new Refused(
          Refusal.of(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "Send the file unpacked, without a Content-Encoding. (The command line's import"
                  + " unpacks a .gz while it sends it.)"));
    }
  }

  private static MediaType mediaType(@Nullable String contentType) {
    try {
      if (contentType != null) {
        return MediaType.parseMediaType(contentType);
      }
    } catch (InvalidMediaTypeException e) {
      // Whatever it is, it is nothing that can be read.
    }
    throw unsupported();
  }

  private static FileType fileType(MediaType type) {
    return switch (type.getType() + "/" + type.getSubtype()) {
      case "text/csv" -> FileType.CSV;
      case "application/xml", "text/xml" -> FileType.XML;
      case "application/x-ndjson", "application/ndjson", "application/jsonl" -> FileType.NDJSON;
      default -> throw unsupported();
    };
  }

  private static @Nullable String charset(MediaType type) {
    return type.getParameter("charset");
  }

  private static Refused unsupported() {
    return new Refused(
        Refusal.of(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "Send text/csv (with a charset that is known, or none for UTF-8), application/xml (a"
                + " WordPress export) or application/x-ndjson."));
  }

  private static boolean flag(StrictQuery query, String name) {
    String value = query.text(name);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      query.fault(name, "Not a valid boolean.");
    }
    return "true".equals(value);
  }

  private static String id(HttpServletRequest request) {
    String id = request.getHeader(IMPORT_ID);
    if (id == null) {
      return UUID.randomUUID().toString();
    }
    if (!ID.matcher(id).matches()) {
      throw new Refused(
          Refusal.invalid(
              "headers",
              Map.of(IMPORT_ID, List.of("Must be 1 to 64 letters, digits, dots, dashes or _."))));
    }
    return id;
  }
}
