package tagledger.app.http;

import static java.util.Objects.requireNonNull;

import io.micrometer.common.KeyValues;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.MediaType;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tagledger.api.ItemId;
import tagledger.api.NearViews;
import tagledger.api.PostId;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.app.security.Callers;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class HttpConfiguration implements WebMvcConfigurer {

  /** Of what Spring Security filters, and behind the limits of an address. */
  private static final int BEFORE_SECURITY = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1;

  private static final int BEHIND_LIMITS = 10;

  private final AccessInterceptor access;

  HttpConfiguration(AccessInterceptor access) {
    this.access = access;
  }

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(String.class, StoreId.class, id(StoreId::new));
    registry.addConverter(String.class, ItemId.class, id(ItemId::new));
    registry.addConverter(String.class, PostId.class, id(PostId::new));
    registry.addConverter(String.class, TagId.class, id(TagId::new));
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new JsonBodyReader());
    resolvers.add(new RequestKeyReader());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(access);
    registry.addInterceptor(new AsOfInterceptor());
  }

  /**
   * Like the seeds, answers JSON whatever is accepted; {@link Refusals} knows the one exception.
   */
  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
    negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
  }

  /** Without the path, which is of no use to a meter. */
  @Bean
  static ServerRequestObservationConvention measuredRequests() {
    return new DefaultServerRequestObservationConvention() {
      @Override
      public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext measured) {
        return KeyValues.empty();
      }
    };
  }

  @Bean
  static WebMvcRegistrations madeAnswers(RowWriter rows, AnswersInMemory memory) {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new RequestMappingHandlerAdapter() {
          @Override
          public void afterPropertiesSet() {
            super.afterPropertiesSet();
            setReturnValueHandlers(
                MadeAnswers.before(requireNonNull(getReturnValueHandlers()), rows, memory));
          }
        };
      }
    };
  }

  /** Nothing asks for the request of its thread before it is dispatched, and that says it again. */
  @Bean
  static FilterRegistrationBean<RequestContextFilter> noRequestOfItsThread() {
    FilterRegistrationBean<RequestContextFilter> filter =
        new FilterRegistrationBean<>(new RequestContextFilter());
    filter.setEnabled(false);
    return filter;
  }

  @Bean
  FilterRegistrationBean<NearAnswers> nearAnswersToAnybody(
      NearViews views, AnswersInMemory memory, Callers callers) {
    return filter(
        NearAnswers.toAnybody(views, memory, callers), BEFORE_SECURITY, "near-to-anybody");
  }

  @Bean
  FilterRegistrationBean<NearAnswers> nearAnswersToReaders(
      NearViews views, AnswersInMemory memory) {
    return filter(NearAnswers.toReaders(views, memory), BEHIND_LIMITS, "near-to-readers");
  }

  private static FilterRegistrationBean<NearAnswers> filter(
      NearAnswers answers, int order, String name) {
    FilterRegistrationBean<NearAnswers> filter = new FilterRegistrationBean<>(answers);
    filter.setOrder(order);
    filter.setName(name);
    return filter;
  }

  /** Prices are written in full: never as 1E+3. */
  @Bean
  static JsonMapperBuilderCustomizer plainDecimals() {
    return json -> json.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);
  }

  /** Has the server's own refusals answered like ours, and not with a page. */
  @Bean
  static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> refusingValve(
      JsonMapper json, Shutdown shutdown) {
    return server ->
        server.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                host.getPipeline().addValve(new RefusingValve(json, shutdown));
                host.setErrorReportValveClass(RefusingValve.class.getName());
              }
            });
  }

  /** Refuses, by its exception, what is no positive integer that could be an id. */
  private static <T> Converter<String, T> id(IntFunction<T> make) {
    return text -> {
      if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new NumberFormatException(text);
      }
      return make.apply(Integer.parseInt(text));
    };
  }
}
