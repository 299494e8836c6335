package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;
import tagledger.api.Command.CreateStore;
import tagledger.api.Event.StoreCreated;
import tagledger.api.StoreId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

class LookingBackTest {

  @Test
  void a_command_looks_back_also_while_others_have_all_connections() {
    try (TestDatabase database = TestDatabase.migrated()) {
      StoreId store;
      try (Node node = Node.on(database.application())) {
        store = node.ask(new CreateStore("My store", NONE));
      }
      Log log = Log.in(database.application(), new Exhausted(), new EventSerializer());
      assertThat(log.writer().write(true, foreign -> {}, () -> log.past().at(store, Set.of(0))))
          .isEqualTo(Map.of(0, new StoreCreated(store, "My store")));
    }
  }

  private static final class Exhausted extends AbstractDataSource {
    @Override
    public Connection getConnection() throws SQLException {
      throw new SQLTransientConnectionException("No connection is free");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }
}
