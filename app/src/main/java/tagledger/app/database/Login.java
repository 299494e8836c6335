package tagledger.app.database;

/** A role that may log in, and its password. */
public record Login(String user, String password) {

  /** Without the password: logins end up in logs. */
  @Override
  public String toString() {
    return user;
  }
}
