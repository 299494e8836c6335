package tagledger.bench.rebuild.peer;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code stores}. */
@Entity
@Table(name = "stores")
class StoreEntity {

  @Id int id;
  @Nullable String name;

  protected StoreEntity() {}

  StoreEntity(int id, @Nullable String name) {
    this.id = id;
    this.name = name;
  }
}
