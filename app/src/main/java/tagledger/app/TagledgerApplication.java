package tagledger.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import tagledger.app.cli.Tagledger;

/** The service; or, where the first argument is a command, that command. */
@SpringBootApplication
public class TagledgerApplication {

  public static void main(String[] args) {
    if (Tagledger.isMeantBy(args)) {
      System.exit(Tagledger.run(args));
    }
    SpringApplication.run(TagledgerApplication.class, args);
  }
}
