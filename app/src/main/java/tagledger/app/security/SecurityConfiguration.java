package tagledger.app.security;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.StringUtils;
import tagledger.app.security.SecurityProperties.Registration;

/** Wires who is asking: users, tokens and the door. {@link HttpSecurityConfiguration} asks them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration {

  private static final String OIDC = "spring.security.oauth2.resourceserver.jwt.";
  private static final Set<String> DIRECT = Set.of("", "none");

  private static final Logger log = LoggerFactory.getLogger(SecurityConfiguration.class);

  @Bean
  @DependsOnDatabaseInitialization
  AccessTables accessTables(DataSource database) {
    return new AccessTables(database);
  }

  @Bean
  AccessVersion accessVersion() {
    return new AccessVersion();
  }

  @Bean
  AuditTrail auditTrail(AccessTables tables) {
    return new AuditTrail(tables);
  }

  @Bean
  PasswordHashes passwordHashes(MeterRegistry meters) {
    return new PasswordHashes(meters);
  }

  @Bean
  Door door(AccessTables tables, SecurityProperties properties, Environment environment) {
    boolean guarded = StringUtils.hasText(environment.getProperty(OIDC + "issuer-uri"));
    if (guarded
        && !environment.containsProperty(OIDC + "audiences")
        && !environment.containsProperty(OIDC + "audiences[0]")) {
      log.warn(
          "The issuer's tokens are taken whomever they are for. Set {}audiences to take those alone"
              + " that are for this service.",
          OIDC);
    }
    return new Door(tables, guarded, properties.open(), Set.copyOf(properties.cors().origins()));
  }

  @Bean
  AccessChanges accessChanges(AccessTables tables, AccessVersion version) {
    return new AccessChanges(tables, version);
  }

  @Bean
  Grants grants(AccessTables tables, AccessChanges changes, AuditTrail audit) {
    return new Grants(tables, changes, audit);
  }

  @Bean
  Users users(
      AccessTables tables,
      AccessChanges changes,
      Grants grants,
      PasswordHashes passwords,
      Door door,
      AuditTrail audit,
      SecurityProperties properties,
      Environment environment) {
    Users users =
        new Users(
            tables,
            changes,
            grants,
            passwords,
            door,
            audit,
            properties.registration() == Registration.OPEN);
    @Nullable String password = AdministratorPassword.of(properties.administrator());
    if (password != null) {
      users.bootstrap(properties.administrator().username(), password);
    }
    requireGuard(door, properties, environment);
    return users;
  }

  /** Before anybody can come. */
  private static void requireGuard(
      Door door, SecurityProperties properties, Environment environment) {
    if (!door.isOpen()) {
      return;
    }
    String address = environment.getProperty("server.address", "");
    String proxies = environment.getProperty("server.forward-headers-strategy", "");
    if (properties.open()) {
      log.warn(
          "Nobody is asked for a token until the first user registers: tagledger.open is true");
    } else if (!address.equalsIgnoreCase("localhost") && !Door.isLoopback(address)) {
      throw new UnguardedDoor(address.isBlank() ? "on all addresses" : "on the address " + address);
    } else if (!DIRECT.contains(proxies.toLowerCase(Locale.ROOT))) {
      throw new UnguardedDoor("behind a proxy (server.forward-headers-strategy=" + proxies + ")");
    }
  }

  @Bean
  SigningKeys signingKeys(AccessTables tables, SecurityProperties properties) {
    return new SigningKeys(tables, properties.token().keyRotation(), properties.token().lifetime());
  }

  @Bean
  PublishedKeys publishedKeys(SigningKeys keys) {
    return new PublishedKeys(keys);
  }

  @Bean
  AccessTokens accessTokens(SigningKeys keys, SecurityProperties properties) {
    return new AccessTokens(keys, properties.token().lifetime());
  }

  @Bean
  Sessions sessions(
      AccessTables tables,
      PasswordHashes passwords,
      AccessTokens tokens,
      AuditTrail audit,
      AccessVersion version,
      SecurityProperties properties) {
    Duration lifetime = properties.token().refreshLifetime();
    return new Sessions(tables, passwords, tokens, audit, version, lifetime);
  }

  @Bean
  Vigil vigil(
      AccessTables tables, AccessVersion version, Door door, SigningKeys keys, Sessions sessions) {
    return new Vigil(tables, version, door, keys, sessions);
  }

  @Bean
  OpenPaths openPaths(@Value("${management.endpoints.web.base-path:/actuator}") String actuator) {
    return new OpenPaths(actuator);
  }

  @Bean
  Callers callers(
      Door door,
      OpenPaths openPaths,
      AccessTokens tokens,
      Sessions sessions,
      Users users,
      AccessVersion version,
      ObjectProvider<JwtDecoder> issuer,
      SecurityProperties properties) {
    JwtDecoder decoder = issuer.getIfAvailable();
    return new Callers(
        door,
        openPaths,
        tokens,
        sessions,
        version,
        decoder == null ? null : new IssuerTokens(decoder, users, properties.oidc()));
  }
}
