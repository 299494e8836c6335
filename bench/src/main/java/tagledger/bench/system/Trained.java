package tagledger.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The service as the README makes it start soon: unpacked, and with what the JVM has learned of its
 * classes in one start.
 */
public record Trained(Path jar, List<String> javaOptions) {

  /**
   * @param data of the start that it is trained by
   */
  public static Trained of(Path packed, Path data, Path work, List<String> javaOptions)
      throws IOException, InterruptedException {
    Path place = work.resolve("unpacked").toAbsolutePath();
    Path cache = place.resolve("tagledger.aot");
    Program.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djarmode=tools",
            "-jar",
            packed.toAbsolutePath().toString(),
            "extract",
            "--force",
            "--destination",
            place.toString()),
        Map.of(),
        work.resolve("unpacked.log"));
    Path jar = place.resolve(packed.getFileName());
    Service.startOn(data, jar, with(javaOptions, "-XX:AOTCacheOutput=" + cache)).close();
    if (!Files.exists(cache)) {
      throw new IllegalStateException("The JVM has left no " + cache);
    }
    return new Trained(jar, with(javaOptions, "-XX:AOTCache=" + cache));
  }

  private static List<String> with(List<String> options, String one) {
    List<String> all = new ArrayList<>(options);
    all.add(one);
    return all;
  }
}
