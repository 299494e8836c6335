package tagledger.app.cli;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tagledger.app.cli.ProjectionStatus.Figures;

/**
 * One rebuild of a projection, until the new generation serves. It goes on in the service whoever
 * watches, so that a service that cannot be reached for a while is only waited for.
 */
final class Rebuild {

  private static final long LOOK_MILLIS = 300;
  private static final int IN_USE = 409;
  private static final int NOT_FOUND = 404;

  private final Service service;
  private final String name;
  private final Duration silence;

  /**
   * What it came to.
   *
   * @param events that were built while it was watched
   */
  record Done(ProjectionStatus status, long events, Duration time) {}

  /**
   * @param silence after which a service that does not answer is given up
   */
  Rebuild(Service service, String name, Duration silence) {
    this.service = service;
    this.name = name;
    this.silence = silence;
  }

  /**
   * @param follow whether one that goes on already is taken for this one
   */
  ProjectionStatus begin(boolean follow) {
    if (service.get(path(), silence).statusCode() == NOT_FOUND) {
      throw Failure.refused(
          "There is no projection '%s'. There are: %s."
              .formatted(name, String.join(", ", names())));
    }
    HttpResponse<byte[]> answer = service.post(path() + "/rebuild");
    if (answer.statusCode() != IN_USE) {
      return ProjectionStatus.of(answer);
    }
    if (!follow) {
      throw Failure.refused(
          "'%s' is being rebuilt already. To wait for that: rebuild %s --follow"
              .formatted(name, name));
    }
    return look();
  }

  /**
   * @param errors is told why it does not go on, each time that is something else
   */
  Done await(ProjectionStatus begun, Progress progress, Consumer<String> errors) {
    long start = System.nanoTime();
    Figures first = begun.building();
    if (first == null) {
      return new Done(begun, begun.serving().position(), Duration.ZERO);
    }
    ProjectionStatus status = begun;
    String told = null;
    for (Figures now = first; now != null; now = status.building()) {
      String error = status.error();
      progress.show(now.position(), now.head(), now.timeLeft(), remark(now, error));
      if (error != null && !error.equals(told)) {
        errors.accept(error);
      }
      told = error;
      pause();
      status = lookPatiently(progress, now);
    }
    Figures serving = status.serving();
    if (serving.generation() < first.generation()) {
      throw Failure.refused(
          "Generation %d of '%s' was given up: generation %d serves as before."
              .formatted(first.generation(), name, serving.generation()));
    }
    progress.show(serving.position(), serving.head(), Duration.ZERO, "");
    return new Done(
        status, serving.position() - first.position(), Duration.ofNanos(System.nanoTime() - start));
  }

  private ProjectionStatus lookPatiently(Progress progress, Figures last) {
    long since = System.nanoTime();
    while (true) {
      try {
        return look();
      } catch (Failure away) {
        if (away.exitCode() != ExitCode.UNREACHABLE
            || System.nanoTime() - since > silence.toNanos()) {
          throw away;
        }
        progress.show(last.position(), last.head(), null, "waiting for the service");
        pause();
      }
    }
  }

  private ProjectionStatus look() {
    return ProjectionStatus.of(service.get(path(), silence));
  }

  private List<String> names() {
    return ProjectionStatus.allOf(service.get(ProjectionsCommand.PATH, silence)).stream()
        .map(ProjectionStatus::name)
        .toList();
  }

  private String path() {
    return ProjectionsCommand.PATH + "/" + name;
  }

  private static String remark(Figures now, @Nullable String error) {
    if (error != null) {
      return error;
    }
    return now.rate() < 0 ? "" : Numbers.of(Math.round(now.rate())) + " events/s";
  }

  private void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw service.lost(e);
    }
  }
}
