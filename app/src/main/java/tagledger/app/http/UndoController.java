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
import tagledger.api.Query;
import tagledger.api.Query.PlanRestore;
import tagledger.api.Query.PlanUndo;
import tagledger.api.StoreId;

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

  UndoController(Answers answers, Queries queries, Reversals reversals, Moments moments) {
    this.answers = answers;
    this.queries = queries;
    this.reversals = reversals;
    this.moments = moments;
  }

  @PostMapping("/changes/{change}/undo")
  ResponseEntity<Object> undo(
      @PathVariable String change, @Nullable RequestKey key, HttpServletRequest request) {
    return revert(new PlanUndo(change), change, key, request);
  }

  @AsOf
  @PostMapping("/store/{store}/restore")
  ResponseEntity<Object> restore(
      @PathVariable StoreId store, @Nullable RequestKey key, HttpServletRequest request) {
    long position = moments.required(request).position();
    return revert(new PlanRestore(store, position), null, key, request);
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
