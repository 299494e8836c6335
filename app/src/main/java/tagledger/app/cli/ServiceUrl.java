package tagledger.app.cli;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes the address of a service, with a path where it is behind a proxy. */
final class ServiceUrl implements ITypeConverter<URI> {

  @Override
  public URI convert(String text) {
    URI url = parsed(text);
    if (url == null
        || url.getHost() == null
        || !("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new TypeConversionException(
          "'" + text + "' is no address of a service, such as http://localhost:8080");
    }
    return url;
  }

  private static @Nullable URI parsed(String text) {
    try {
      return new URI(text.replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
