package tagledger.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Reads what the build wrote down. */
final class Version implements IVersionProvider {

  private static final String BUILD_INFO = "/META-INF/build-info.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(BUILD_INFO)) {
      if (in != null) {
        build.load(in);
      }
    }
    return new String[] {
      "Tagledger " + build.getProperty("build.version", "(not from a build)"),
      "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
