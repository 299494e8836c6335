package tagledger.app.offline;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import tagledger.app.database.EmbeddedDatabase;

/**
 * The database and what works on it, without anything that is reached over HTTP. It is named as
 * what an application begins with, and so is no {@code @Configuration}, which the service would
 * find.
 */
@EnableAutoConfiguration
@ComponentScan(basePackageClasses = EmbeddedDatabase.class)
class OfflineConfiguration {}
