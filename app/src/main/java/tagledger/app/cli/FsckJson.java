package tagledger.app.cli;

import java.io.PrintWriter;
import tools.jackson.databind.json.JsonMapper;

/** A comparison as the service answers it. */
final class FsckJson extends FsckReport {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final PrintWriter out;

  FsckJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  void print(String difference) {
    out.print(differences() == 0 ? "{\"differences\":[" : ",");
    out.print(JSON.writeValueAsString(difference));
  }

  @Override
  void end() {
    out.print(differences() == 0 ? "{\"differences\":[" : "");
    out.println("],\"compared\":" + JSON.writeValueAsString(compared()) + "}");
    out.flush();
  }
}
