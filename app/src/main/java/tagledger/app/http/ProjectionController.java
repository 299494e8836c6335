package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Projections;
import tagledger.api.Projections.NoSuchProjection;
import tagledger.app.limits.Caller;
import tagledger.app.limits.Places;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

/** Tells how far the tables are that are read, at once or as they move, and has them made anew. */
@RestController
class ProjectionController {

  static final String PATH = "/projections";

  private final Projections projections;
  private final ProjectionFeed feed;
  private final Places streams;

  ProjectionController(
      Projections projections, ProjectionFeed feed, @Qualifier(Places.STREAMS) Places streams) {
    this.projections = projections;
    this.feed = feed;
    this.streams = streams;
  }

  @Needs(value = Role.ADMINISTRATOR, everywhere = true)
  @GetMapping(PATH)
  @Nullable ResponseEntity<Object> list(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return show(this::all, request, response);
  }

  @Needs(value = Role.ADMINISTRATOR, everywhere = true)
  @GetMapping(PATH + "/{name}")
  @Nullable ResponseEntity<Object> find(
      @PathVariable String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return show(() -> one(name), request, response);
  }

  @Needs(value = Role.ADMINISTRATOR, everywhere = true, audited = true)
  @PostMapping(PATH + "/{name}/rebuild")
  ResponseEntity<Object> rebuild(@PathVariable String name, HttpServletRequest request) {
    refuseParameters(request);
    ProjectionView begun = ProjectionView.of(projections.rebuild(name));
    return ResponseEntity.accepted().location(URI.create(PATH + "/" + name)).body(begun);
  }

  private List<ProjectionView> all() {
    return projections.list().stream().map(ProjectionView::of).toList();
  }

  private ProjectionView one(String name) {
    return all().stream()
        .filter(each -> each.name().equals(name))
        .findAny()
        .orElseThrow(() -> new NoSuchProjection(name));
  }

  private @Nullable ResponseEntity<Object> show(
      Supplier<Object> shown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    refuseParameters(request);
    Object first = shown.get();
    if (!ServerSentEvents.areAccepted(request)) {
      return ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").body(first);
    }
    try (Places.Place place = streams.take(Caller.of(request))) {
      ServerSentEvents events = new ServerSentEvents(response);
      if (!HttpMethod.HEAD.matches(request.getMethod())) {
        feed.send(first, shown, events);
      }
    }
    return null;
  }

  private static void refuseParameters(HttpServletRequest request) {
    new StrictQuery(request, Set.of()).verify();
  }
}
