package tagledger.app.database;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the embedded database is.
 *
 * @param data the directory that holds all of it
 * @param database how it is reached
 */
@ConfigurationProperties("tagledger")
public record EmbeddedDatabaseProperties(
    @DefaultValue("./data") Path data, @DefaultValue Database database) {

  /**
   * How the embedded database is reached.
   *
   * @param port on 127.0.0.1; 0 is any free port
   */
  public record Database(@DefaultValue("0") int port) {}
}
