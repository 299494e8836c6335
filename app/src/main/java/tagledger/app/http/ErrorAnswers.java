package tagledger.app.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what was refused before it reached a controller. */
@RestController
class ErrorAnswers implements ErrorController {

  private final Shutdown shutdown;

  ErrorAnswers(Shutdown shutdown) {
    this.shutdown = shutdown;
  }

  @RequestMapping("/error")
  @Nullable ResponseEntity<Object> error(HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted()) {
      return null;
    }
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status = code instanceof Integer known ? HttpStatus.resolve(known) : null;
    return Refusals.byServer(request, status == null ? HttpStatus.NOT_FOUND : status, shutdown);
  }
}
