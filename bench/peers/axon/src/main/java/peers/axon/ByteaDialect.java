package peers.axon;

import java.sql.Types;
import org.hibernate.boot.model.TypeContributions;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.VarbinaryJdbcType;

/**
 * Keeps bytes in their rows, as Axon's reference guide advises for PostgreSQL, and not in large
 * objects beside them.
 */
public final class ByteaDialect extends PostgreSQLDialect {

  @Override
  protected String columnType(int code) {
    return code == SqlTypes.BLOB ? "bytea" : super.columnType(code);
  }

  @Override
  protected String castType(int code) {
    return code == SqlTypes.BLOB ? "bytea" : super.castType(code);
  }

  @Override
  public void contributeTypes(TypeContributions types, ServiceRegistry services) {
    super.contributeTypes(types, services);
    types
        .getTypeConfiguration()
        .getJdbcTypeRegistry()
        .addDescriptor(Types.BLOB, VarbinaryJdbcType.INSTANCE);
  }
}
