package tagledger.app.offline;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import tagledger.app.database.EmbeddedDatabase;

/** The database and what works on it, without anything that is reached over HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(basePackageClasses = EmbeddedDatabase.class)
class OfflineConfiguration {}
