package tagledger.app.process;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What may befall a service's PostgreSQL while it works. */
enum Blow {
  /** {@code kill -9} of the postmaster. */
  KILLED {
    @Override
    void hit(DataDirectory data, ServiceProcess service) {
      data.killPostmaster();
    }
  },

  /** As {@code pg_ctl stop -m immediate} does it. */
  STOPPED_AT_ONCE {
    @Override
    void hit(DataDirectory data, ServiceProcess service) {
      ServiceProcess.signal(data.postmaster().orElseThrow().pid(), "QUIT");
    }
  },

  /** As {@code pg_ctl stop -m fast} does it: what is under way is rolled back. */
  STOPPED {
    @Override
    void hit(DataDirectory data, ServiceProcess service) {
      ServiceProcess.signal(data.postmaster().orElseThrow().pid(), "INT");
    }
  },

  /** {@code kill -9} of the process that writes the log: the server then ends all others. */
  WRITER_KILLED {
    @Override
    void hit(DataDirectory data, ServiceProcess service) throws SQLException {
      long writer =
          ask(
              data,
              service,
              """
              SELECT pid FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()
              ORDER BY xact_start DESC NULLS LAST LIMIT 1""");
      ServiceProcess.signal(writer, "KILL");
    }
  },

  /** Every connection at once, by an administrator. */
  DISCONNECTED {
    @Override
    void hit(DataDirectory data, ServiceProcess service) throws SQLException {
      ask(
          data,
          service,
          """
          SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
          WHERE usename = current_user AND pid <> pg_backend_pid()""");
    }
  };

  abstract void hit(DataDirectory data, ServiceProcess service) throws SQLException;

  private static long ask(DataDirectory data, ServiceProcess service, String sql)
      throws SQLException {
    try (Connection connection = data.connect(service.databasePort(), "tagledger", "tagledger");
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getLong(1);
    }
  }
}
