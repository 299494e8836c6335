package tagledger.command;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tagledger.api.Backup;
import tagledger.api.Fsck;
import tagledger.api.Inspection;
import tagledger.command.backup.LogBackup;
import tagledger.command.check.LogFsck;
import tagledger.command.log.EventSerializer;

/** Wires what compares the log and what copies it. The lane waits for none of it. */
@Configuration(proxyBeanMethods = false)
class SafekeepingConfiguration {

  @Bean
  @DependsOnDatabaseInitialization
  Fsck fsck(
      DataSource database, EventSerializer serializer, ObjectProvider<Inspection> inspections) {
    return new LogFsck(database, serializer, inspections::orderedStream);
  }

  @Bean
  @DependsOnDatabaseInitialization
  Backup backup(DataSource database, EventSerializer serializer) {
    return new LogBackup(database, serializer);
  }
}
