package tagledger.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class TagledgerApplication {

  public static void main(String[] args) {
    SpringApplication.run(TagledgerApplication.class, args);
  }
}
