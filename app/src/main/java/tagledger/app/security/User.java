package tagledger.app.security;

/**
 * Somebody who may come.
 *
 * @param username his name, or, where he is of an issuer, the subject that it knows him by
 */
public record User(int id, String username) {}
