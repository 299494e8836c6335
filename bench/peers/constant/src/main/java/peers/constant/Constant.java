package peers.constant;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a request costs where nothing is done for it: by a servlet alone, and by a controller. */
@SpringBootApplication
@RestController
public class Constant {

  private static final byte[] ANSWER =
      """
      {"id":5017,"name":"standing desk lamp 17","price":17.17,"store":{"id":6,"name":"Store 6"},\
      "tags":[{"id":261,"name":"tag 11"},{"id":262,"name":"tag 12"},{"id":263,"name":"tag 13"},\
      {"id":264,"name":"tag 14"},{"id":265,"name":"tag 15"}]}"""
          .getBytes(UTF_8);

  public static void main(String[] arguments) {
    SpringApplication.run(Constant.class, arguments);
  }

  @Bean
  ServletRegistrationBean<HttpServlet> servlet() {
    return new ServletRegistrationBean<>(
        new HttpServlet() {
          @Override
          protected void doGet(HttpServletRequest request, HttpServletResponse response)
              throws IOException {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setContentLength(ANSWER.length);
            response.getOutputStream().write(ANSWER);
          }
        },
        "/servlet/*");
  }

  @GetMapping("/controller/{id}")
  ResponseEntity<byte[]> controller() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(ANSWER);
  }
}
