package tagledger.bench.rebuild.peer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of {@code items}, and through {@code items_tags} the tags that it bears. */
@Entity
@Table(name = "items", indexes = @Index(columnList = "store_id"))
class ItemEntity {

  @Id int id;
  @Nullable String name;

  @Column(precision = 24, scale = 6)
  BigDecimal price = BigDecimal.ZERO;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "store_id")
  @Nullable StoreEntity store;

  @ManyToMany
  @JoinTable(
      name = "items_tags",
      joinColumns = @JoinColumn(name = "item_id"),
      inverseJoinColumns = @JoinColumn(name = "tag_id"),
      indexes = @Index(columnList = "tag_id"))
  Set<TagEntity> tags = new HashSet<>();

  protected ItemEntity() {}

  ItemEntity(int id, StoreEntity store, @Nullable String name, BigDecimal price) {
    this.id = id;
    this.store = store;
    this.name = name;
    this.price = price;
  }
}
