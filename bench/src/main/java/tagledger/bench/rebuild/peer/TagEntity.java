package tagledger.bench.rebuild.peer;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code tags}. */
@Entity
@Table(name = "tags", indexes = @Index(columnList = "store_id"))
class TagEntity {

  @Id int id;
  @Nullable String name;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "store_id")
  @Nullable StoreEntity store;

  protected TagEntity() {}

  TagEntity(int id, StoreEntity store, @Nullable String name) {
    this.id = id;
    this.store = store;
    this.name = name;
  }
}
