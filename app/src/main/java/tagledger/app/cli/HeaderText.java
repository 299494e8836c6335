package tagledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Text as a header can carry it: on one line, and beyond ASCII as RFC 8187 says. */
final class HeaderText {

  private HeaderText() {}

  static String of(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.matches("[ -~]*")
        ? line
        : "UTF-8''" + URLEncoder.encode(line, UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
