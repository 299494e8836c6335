package tagledger.app.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Shows the OpenAPI document at /swagger-ui, with nothing but what this server serves. */
@Configuration(proxyBeanMethods = false)
class SwaggerUiConfiguration implements WebMvcConfigurer {

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/swagger-ui").setViewName("forward:/swagger-ui/assets/index.html");
    registry.addRedirectViewController("/swagger-ui/", "/swagger-ui");
    registry.addRedirectViewController("/swagger-ui/index.html", "/swagger-ui");
  }

  /**
   * Our own files come first: they take the place of the webjar's page, which would show a document
   * from another host. A jar's dates are those of a reproducible build and do not tell one release
   * from the next, so that caches go by content.
   */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/swagger-ui/assets/**")
        .addResourceLocations("classpath:/swagger-ui/", webjar())
        .setCacheControl(CacheControl.noCache())
        .setUseLastModified(false)
        .setEtagGenerator(SwaggerUiConfiguration::digest);
  }

  private static String webjar() {
    try {
      String version =
          PropertiesLoaderUtils.loadProperties(
                  new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties"))
              .getProperty("version");
      return "classpath:/META-INF/resources/webjars/swagger-ui/" + version + "/";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(Resource resource) {
    try {
      return DigestUtils.md5DigestAsHex(resource.getContentAsByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
