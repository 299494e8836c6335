package tagledger.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;
import tagledger.api.Metadata;
import tagledger.api.Origin;
import tagledger.api.Query;
import tagledger.api.Query.PlanRestore;
import tagledger.api.Query.PlanUndo;
import tagledger.api.StoreId;
import tagledger.app.security.Caller;
import tagledger.app.security.Forbidden;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

/** Takes a change back, and brings a store to what it was: each as one new change. */
@RestController
class UndoController {

  /**
   * @param id of the new change; nothing where all was so already
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record Done(@Nullable String id, long position, @Nullable String undoes) {}

  private final Answers answers;
  private final Queries queries;
  private final Reversals reversals;
  private final Moments moments;
  private final Access access;

  UndoController(
      Answers answers, Queries queries, Reversals reversals, Moments moments, Access access) {
    this.access = access;
    this.answers = answers;
    this.queries = queries;
    this.reversals = reversals;
    this.moments = moments;
  }

  @Needs(value = Role.EDITOR, audited = true)
  @PostMapping("/changes/{change}/undo")
  ResponseEntity<Object> undo(
      @PathVariable String change, @Nullable RequestKey key, HttpServletRequest request) {
    requireToUndo(change);
    return revert(new PlanUndo(change), change, key, request);
  }

  @AsOf
  @Needs(value = Role.ADMINISTRATOR, audited = true)
  @PostMapping("/store/{store}/restore")
  ResponseEntity<Object> restore(
      @PathVariable StoreId store, @Nullable RequestKey key, HttpServletRequest request) {
    long position = moments.required(request).position();
    return revert(new PlanRestore(store, position), null, key, request);
  }

  /** His own may be taken back by whoever could make it. */
  private void requireToUndo(String change) {
    Caller caller = Access.caller();
    if (!caller.mayEverywhere(Role.ADMINISTRATOR)) {
      Origin origin = access.origin(change);
      if (!origin.actor().equals(caller.actor())
          && !caller.may(Role.ADMINISTRATOR, origin.store())) {
        throw new Forbidden(
            "This is somebody else's change: to undo it needs the role administrator.");
      }
    }
  }

  private ResponseEntity<Object> revert(
      Query.OfHistory plan,
      @Nullable String undoes,
      @Nullable RequestKey key,
      HttpServletRequest request) {
    Map<String, ?> metadata = undoes == null ? Map.of() : Map.of(Metadata.UNDOES, undoes);
    return answers.written(
        request,
        key,
        once -> reversals.carryOut(plan, request, once, metadata),
        HttpStatus.OK,
        UndoController::place,
        (done, headers) -> {
          queries.await(done.position());
          return new Done(done.change(), done.position(), undoes);
        });
  }

  private static @Nullable String place(Commands.Done done) {
    return done.change() == null
        ? null
        : "/changes/" + UriUtils.encodePathSegment(done.change(), StandardCharsets.UTF_8);
  }
}
