package tagledger.app.security;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tagledger.app.security.TokenRefused.Fault;

/**
 * The chain before everything that is served. It says who asks and has the rest refused that asks
 * for nobody; what a role may do, the operations themselves say. No session, no cookie, no form.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class HttpSecurityConfiguration {

  private static final Duration PREFLIGHT = Duration.ofHours(1);

  /** Requests are measured as a whole; to measure each filter costs more than the filters do. */
  @Bean
  SecurityObservationSettings noObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** Refusals become answers where all others do. */
  @Bean
  SecurityFilterChain chain(
      HttpSecurity http,
      Callers callers,
      OpenPaths open,
      SecurityProperties properties,
      @Value("${management.endpoints.web.base-path:/actuator}") String actuator,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver refusals)
      throws Exception {
    http.csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .securityContext(it -> it.securityContextRepository(new NullSecurityContextRepository()))
        .headers(HttpSecurityConfiguration::headers)
        .addFilterBefore(new CallerFilter(callers, refusals), ExceptionTranslationFilter.class)
        .exceptionHandling(
            it ->
                it.authenticationEntryPoint(
                        (request, response, refused) ->
                            refusals.resolveException(
                                request, response, null, new TokenRefused(Fault.MISSING)))
                    .accessDeniedHandler(
                        (request, response, refused) ->
                            refusals.resolveException(
                                request, response, null, Forbidden.without(Role.ADMINISTRATOR))))
        .authorizeHttpRequests(
            it ->
                it.requestMatchers(open)
                    .permitAll()
                    .requestMatchers(
                        request -> request.getServletPath().equals(actuator + "/health"))
                    .authenticated()
                    .requestMatchers(request -> request.getServletPath().startsWith(actuator + "/"))
                    .hasRole(CallerToken.ADMINISTRATOR)
                    .anyRequest()
                    .authenticated());
    List<String> origins = properties.cors().origins();
    if (origins.isEmpty()) {
      http.cors(AbstractHttpConfigurer::disable);
    } else {
      http.cors(it -> it.configurationSource(from(origins)));
    }
    return http.build();
  }

  /** At once and not when the answer is committed: each answer would be wrapped for that. */
  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
        .xssProtection(HeadersConfigurer.XXssConfig::disable)
        .frameOptions(FrameOptionsConfig::deny)
        .referrerPolicy(it -> it.policy(AnswerHeaders.REFERRER))
        .crossOriginResourcePolicy(it -> it.policy(AnswerHeaders.RESOURCES))
        .contentSecurityPolicy(it -> it.policyDirectives(AnswerHeaders.CONTENT_POLICY))
        .addObjectPostProcessor(
            new ObjectPostProcessor<HeaderWriterFilter>() {
              @Override
              public <O extends HeaderWriterFilter> O postProcess(O filter) {
                filter.setShouldWriteHeadersEagerly(true);
                return filter;
              }
            });
  }

  private static UrlBasedCorsConfigurationSource from(List<String> origins) {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(origins);
    cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "DELETE"));
    cors.setAllowedHeaders(List.of(CorsConfiguration.ALL));
    cors.setExposedHeaders(
        Stream.of(
                HttpHeaders.ETAG,
                HttpHeaders.LINK,
                HttpHeaders.LOCATION,
                HttpHeaders.RETRY_AFTER,
                HttpHeaders.CONTENT_DISPOSITION,
                "Event-Position",
                "Change-Id",
                "Import-Id",
                "Request-Id",
                "Refresh-Token",
                "Memento-Datetime",
                "Preference-Applied",
                "Idempotency-Replayed")
            .toList());
    cors.setMaxAge(PREFLIGHT);
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", cors);
    return source;
  }

  /**
   * A path that can be read in two ways leads nowhere; methods and headers are others' business.
   */
  @Bean
  HttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    firewall.setAllowedHeaderNames(name -> true);
    firewall.setAllowedHeaderValues(value -> true);
    firewall.setAllowedParameterNames(name -> true);
    firewall.setAllowedParameterValues(value -> true);
    return firewall;
  }

  @Bean
  RequestRejectedHandler rejectedRequests(
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver refusals) {
    return (request, response, rejected) ->
        refusals.resolveException(
            request,
            response,
            null,
            new NoResourceFoundException(
                HttpMethod.valueOf(request.getMethod()), request.getRequestURI(), ""));
  }
}
