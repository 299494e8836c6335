package tagledger.app.docs;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tagledger.app.security.SignedIn;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves openapi.yaml, which is written by hand and comes first, as JSON. It is read when first
 * asked for.
 */
@Lazy
@RestController
class OpenApiController {

  private final byte[] json;
  private final String etag;

  OpenApiController() throws IOException {
    try (InputStream yaml = new ClassPathResource("openapi.yaml").getInputStream()) {
      Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      // A mapper of its own: however the application writes JSON, the document stays as written.
      json = JsonMapper.shared().writeValueAsBytes(document);
    }
    etag = DigestUtils.md5DigestAsHex(json);
  }

  @SignedIn
  @GetMapping("/openapi.json")
  ResponseEntity<byte[]> openApi() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noCache())
        .eTag(etag)
        .body(json);
  }
}
