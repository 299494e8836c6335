package tagledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import tagledger.api.Backup;
import tagledger.api.Command.CreateStore;
import tagledger.api.Fsck;
import tagledger.api.StoreId;
import tagledger.command.lane.Lane;
import tagledger.command.lane.StoreRepository;
import tagledger.command.log.EventLog;

/** The module wires itself: what Axon's starter would put in its place does not get there. */
class CommandConfigurationTest {

  private static final String AXON = "org.axonframework.springboot.autoconfig.";

  @Configuration
  @EnableAutoConfiguration
  static class Application {}

  @Test
  void the_module_wires_itself() {
    try (TestDatabase database = TestDatabase.empty()) {
      new ApplicationContextRunner()
          .withUserConfiguration(Application.class)
          .withPropertyValues(
              "spring.autoconfigure.exclude="
                  + AXON
                  + "JdbcAutoConfiguration,"
                  + AXON
                  + "JpaAutoConfiguration,"
                  + AXON
                  + "JpaEventStoreAutoConfiguration,"
                  + AXON
                  + "UpdateCheckerAutoConfiguration",
              "axon.axonserver.enabled=false",
              "spring.datasource.url=" + database.url(),
              "spring.datasource.hikari.connection-init-sql="
                  + "SET ROLE tagledger_app; SET search_path TO tagledger",
              "spring.flyway.url=" + database.url(),
              "spring.flyway.schemas=tagledger",
              "spring.flyway.default-schema=tagledger")
          .run(
              context -> {
                assertThat(context).hasNotFailed();
                assertThat(context.getBean(CommandBus.class)).isInstanceOf(Lane.class);
                assertThat(context.getBean(EventBus.class)).isInstanceOf(EventLog.class);
                assertThat(context.getBean(EventStore.class)).isInstanceOf(EventLog.class);
                assertThat(context.getBean(Repository.class)).isInstanceOf(StoreRepository.class);
                assertThat(context).doesNotHaveBean(EventStorageEngine.class);
                assertThat(context).hasSingleBean(Fsck.class).hasSingleBean(Backup.class);
                StoreId store =
                    context
                        .getBean(CommandGateway.class)
                        .sendAndWait(new CreateStore("My store", NONE));
                assertThat(store).isEqualTo(new StoreId(1));
                assertThat(
                        database
                            .owner()
                            .queryForObject(
                                "SELECT metadata FROM tagledger.readable_events", String.class))
                    .contains("\"command\":\"CreateStore\"");
              });
    }
  }
}
