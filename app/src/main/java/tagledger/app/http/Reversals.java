package tagledger.app.http;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tagledger.api.Command;
import tagledger.api.IdempotentRequest;
import tagledger.api.Plan;
import tagledger.api.Query;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.ThingKind;

/**
 * Has a plan made by those who know the past, and carried out by the store, which knows whether it
 * still holds; where it does not, another is made.
 */
@Component
class Reversals {

  /** Each is a plan that was overtaken by a write to the same things. */
  private static final int ATTEMPTS = 10;

  private record Told(String kind, int id, String reason) {}

  private final Commands commands;
  private final Queries queries;

  Reversals(Commands commands, Queries queries) {
    this.commands = commands;
    this.queries = queries;
  }

  /**
   * @param metadata of the command
   * @throws Refused where it cannot be; under a key, where it has not been before
   */
  Commands.Done carryOut(
      Query.OfHistory query,
      HttpServletRequest request,
      @Nullable IdempotentRequest once,
      Map<String, ?> metadata) {
    StoreId store = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Plan plan = queries.plan(query);
      if (plan == null) {
        // No command is sent that would find the key to be another request's: it keeps nothing.
        throw new Refused(Refusal.of(HttpStatus.NOT_FOUND));
      }
      store = plan.store();
      if (!(plan instanceof Plan.Ready ready)) {
        return recall(store, request, once, refused(plan));
      }
      try {
        return commands.send(new Command.Revert(store, ready.reversal()), request, once, metadata);
      } catch (Rejection.HasMoved moved) {
        // The next plan is of a later moment.
      }
    }
    Plan.Obstacle unsteady =
        new Plan.Obstacle(
            ThingKind.STORE,
            requireNonNull(store).value(),
            "Changes faster than it can be looked at. Try again.");
    return recall(store, request, once, refused(new Plan.Obstructed(store, List.of(unsteady), 1)));
  }

  /** What stands in its way may be that it was done already, under the same key. */
  private Commands.Done recall(
      StoreId store,
      HttpServletRequest request,
      @Nullable IdempotentRequest once,
      Refusal refusal) {
    if (once != null) {
      try {
        return commands.send(new Command.RecallRevert(store), request, once);
      } catch (Rejection.HasMoved never) {
        throw new Refused(refusal);
      }
    }
    throw new Refused(refusal);
  }

  private static Refusal refused(Plan plan) {
    return switch (plan) {
      case Plan.Ready ready -> throw new IllegalArgumentException("Nothing stands in the way");
      case Plan.NoSuchState then ->
          Refusal.invalid(
              "query", Map.of(AsOf.PARAMETER, List.of("The store did not exist then.")));
      case Plan.TooLarge size -> Refusal.of(HttpStatus.UNPROCESSABLE_CONTENT, tooLarge(size));
      case Plan.Obstructed obstructed ->
          Refusal.obstructed(
              message(obstructed), obstructed.obstacles().stream().map(Reversals::told).toList());
    };
  }

  private static Told told(Plan.Obstacle obstacle) {
    return new Told(
        obstacle.kind().name().toLowerCase(Locale.ROOT), obstacle.id(), obstacle.reason());
  }

  private static String message(Plan.Obstructed plan) {
    int listed = plan.obstacles().size();
    String all = plan.count() == 1 ? "one thing stands" : plan.count() + " things stand";
    return "Nothing was changed: "
        + all
        + " in the way."
        + (listed < plan.count() ? " The first " + listed + " are listed." : "");
  }

  private static String tooLarge(Plan.TooLarge size) {
    return size.things() > Plan.TooLarge.THINGS
        ? "%d things would be changed at once, which is more than %d."
            .formatted(size.things(), Plan.TooLarge.THINGS)
        : "%d links would be changed at once, which is more than %d."
            .formatted(size.links(), Plan.TooLarge.LINKS);
  }
}
