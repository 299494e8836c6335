package tagledger.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service's stores by their names. Each store is listed with all that is in it, so the list is
 * never held in memory, and never read further than to the name that is looked for.
 */
final class Stores {

  private static final int PAGE = 100;

  private final Service service;

  Stores(Service service) {
    this.service = service;
  }

  OptionalInt find(String name) {
    int after = 0;
    while (true) {
      String path = "/store?limit=" + PAGE + "&after=" + after;
      HttpResponse<InputStream> answer = service.stream(path);
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != 200) {
          throw Refusal.of(answer, body.readAllBytes());
        }
        Page page = Page.read(body, name);
        if (page.found() || !hasNext(answer)) {
          return page.found() ? OptionalInt.of(page.lastId()) : OptionalInt.empty();
        }
        after = page.lastId();
      } catch (JacksonIOException | IOException e) {
        throw service.lost(e);
      } catch (JacksonException e) {
        throw Failure.unreachable(
            "What answers at " + service.at("/store") + " is no list of stores.\nIs it Tagledger?",
            e);
      }
    }
  }

  /** Empty where a store of that name is there by now. */
  OptionalInt create(String name) {
    String body = JsonMapper.shared().writeValueAsString(Map.of("name", name));
    HttpResponse<byte[]> answer = service.postJson("/store", body);
    if (answer.statusCode() == 400 && find(name).isPresent()) {
      return OptionalInt.empty();
    }
    if (answer.statusCode() != 201 && answer.statusCode() != 202) {
      throw Refusal.of(answer, answer.body());
    }
    String location = answer.headers().firstValue("Location").orElse("");
    return OptionalInt.of(Integer.parseInt(location.substring(location.lastIndexOf('/') + 1)));
  }

  private static boolean hasNext(HttpResponse<?> answer) {
    return answer.headers().allValues("Link").stream()
        .anyMatch(link -> link.contains("rel=\"next\""));
  }

  /** Where reading ended: at the store that was looked for, or at the last. */
  private record Page(int lastId, boolean found) {

    private static final JsonFactory JSON = new JsonFactory();

    static Page read(InputStream body, String wanted) throws IOException {
      try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
          throw new IOException("no list of stores");
        }
        int last = 0;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          int id = 0;
          boolean named = false;
          while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String property = parser.currentName();
            parser.nextToken();
            switch (property) {
              case "id" -> id = parser.getIntValue();
              case "name" -> named = wanted.equals(parser.getString());
              default -> parser.skipChildren();
            }
            if (named && id != 0) {
              return new Page(id, true);
            }
          }
          last = id;
        }
        return new Page(last, false);
      }
    }
  }
}
