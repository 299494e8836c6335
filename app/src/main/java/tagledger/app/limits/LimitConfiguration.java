package tagledger.app.limits;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Puts the limits where requests come by. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
class LimitConfiguration {

  /** Right behind the request's id, before anything is spent on the request. */
  private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 10;

  /** When it is known who asks. */
  private static final int BEHIND_SECURITY = 0;

  /** What a connection takes while it is answered, about. */
  private static final long BYTES_OF_A_CONNECTION = 128 * 1024;

  private static final int PARTS_OF_THE_HEAP = 4;
  private static final int MOST_CONNECTIONS = 8_192;
  private static final String CONNECTIONS = "server.tomcat.max-connections";

  private static final List<String> LOGINS = List.of("/login", "/register", "/refresh");

  @Bean
  FilterRegistrationBean<Filter> requestsPerAddress(
      LimitProperties limits,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver refusals) {
    return rate("address", limits.requestsPerAddress(), Caller::addressElsewhere, refusals, FIRST);
  }

  @Bean
  FilterRegistrationBean<Filter> loginsPerAddress(
      LimitProperties limits,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver refusals) {
    FilterRegistrationBean<Filter> filter =
        rate("login-address", limits.loginsPerAddress(), Caller::addressElsewhere, refusals, FIRST);
    filter.setUrlPatterns(LOGINS);
    return filter;
  }

  @Bean
  FilterRegistrationBean<Filter> requestsPerUser(
      LimitProperties limits,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver refusals) {
    return rate(
        "user", limits.requestsPerUser(), request -> Caller.user(), refusals, BEHIND_SECURITY);
  }

  @Bean
  FilterRegistrationBean<BodyFilter> bodies(
      LimitProperties limits,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver refusals) {
    FilterRegistrationBean<BodyFilter> filter =
        new FilterRegistrationBean<>(
            new BodyFilter(
                new LimitedBody.Limits(
                    limits.body().toBytes(),
                    limits.bodyRate().toBytes(),
                    limits.bodyGrace(),
                    System::nanoTime),
                refusals));
    filter.setOrder(FIRST);
    return filter;
  }

  @Bean
  LoginAttempts loginAttempts(LimitProperties limits) {
    return new LoginAttempts(new RateLimit(limits.loginsPerUsername()));
  }

  @Bean
  @Qualifier(Places.IMPORTS)
  Places importPlaces(LimitProperties limits) {
    return new Places(Places.IMPORTS, limits.imports(), limits.importsPerCaller());
  }

  @Bean
  @Qualifier(Places.STREAMS)
  Places streamPlaces(LimitProperties limits) {
    return new Places(Places.STREAMS, limits.streams(), limits.streamsPerCaller());
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> punctuality(LimitProperties limits) {
    return server -> {
      server.setProtocol(PunctualProtocol.class.getName());
      server.addConnectorCustomizers(
          connector -> {
            if (connector.getProtocolHandler() instanceof PunctualProtocol protocol) {
              protocol.setHeadTimeout(limits.headTimeout());
            }
          });
      server.addContextValves(new UnreadBodyValve());
    };
  }

  /** However many come, they leave the memory to those who are being answered. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> connections(Environment environment) {
    return server ->
        server.addConnectorCustomizers(
            connector -> {
              if (!environment.containsProperty(CONNECTIONS)
                  && connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                protocol.setMaxConnections(connections(Runtime.getRuntime().maxMemory()));
              }
            });
  }

  static int connections(long heap) {
    return (int) Math.min(MOST_CONNECTIONS, heap / PARTS_OF_THE_HEAP / BYTES_OF_A_CONNECTION);
  }

  private static FilterRegistrationBean<Filter> rate(
      String name,
      int most,
      Function<HttpServletRequest, @Nullable String> caller,
      HandlerExceptionResolver refusals,
      int order) {
    RateLimit limit = new RateLimit(most);
    FilterRegistrationBean<Filter> filter =
        new FilterRegistrationBean<>(new RateLimitFilter(name, limit, caller, refusals));
    filter.setName("rate-limit-" + name);
    filter.setOrder(order);
    filter.setEnabled(!limit.isNone());
    return filter;
  }
}
