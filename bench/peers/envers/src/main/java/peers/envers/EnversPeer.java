package peers.envers;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class EnversPeer {

  public static void main(String[] arguments) {
    SpringApplication.run(EnversPeer.class, arguments);
  }
}
