package tagledger.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the jar says that it is made of. */
class SbomTest {

  /** Under which we may pass on what others made. */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "MIT-0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "0BSD",
          "EPL-2.0",
          // The words of MIT.
          "Bouncy Castle Licence");

  /** Under the 3-clause licence, whose name in its pom is taken for that of the 4-clause one. */
  private static final String JLINE = "org.jline";

  @Test
  void it_names_what_is_shipped_with_its_version_and_its_checksum() throws IOException {
    JsonNode sbom = sbom();

    assertThat(sbom.path("bomFormat").asString()).isEqualTo("CycloneDX");
    Set<String> names =
        sbom.path("components")
            .valueStream()
            .map(component -> component.path("name").asString())
            .collect(Collectors.toSet());
    assertThat(names)
        .contains("postgresql", "axon-modelling", "bucket4j_jdk17-core", "tomcat-embed-core")
        .doesNotContain("junit-jupiter", "archunit");
    assertThat(sbom.path("components").valueStream())
        .allSatisfy(
            component -> {
              assertThat(component.path("purl").asString()).startsWith("pkg:maven/");
              assertThat(component.path("version").asString()).isNotEmpty();
            });
  }

  @Test
  void all_that_is_shipped_has_a_licence_that_allows_that() throws IOException {
    assertThat(sbom().path("components").valueStream())
        .filteredOn(
            component ->
                !Set.of("org.tagledger", JLINE).contains(component.path("group").asString("")))
        .allSatisfy(
            component ->
                assertThat(licences(component))
                    .as("a licence of %s", component.path("purl").asString())
                    .containsAnyElementsOf(ALLOWED));
  }

  /** One of them is enough: several are a choice. */
  private static Set<String> licences(JsonNode component) {
    return component
        .path("licenses")
        .valueStream()
        .map(
            each ->
                each.path("license")
                    .path("id")
                    .asString(
                        each.path("license")
                            .path("name")
                            .asString(each.path("expression").asString(""))))
        .collect(Collectors.toSet());
  }

  private static JsonNode sbom() throws IOException {
    try (InputStream in =
        new ClassPathResource("META-INF/sbom/application.cdx.json").getInputStream()) {
      return JsonMapper.shared().readTree(in.readAllBytes());
    }
  }
}
