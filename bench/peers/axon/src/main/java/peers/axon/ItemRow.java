package peers.axon;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;

@Entity
@Table(name = "items", indexes = @Index(columnList = "store_id"))
class ItemRow extends Row {

  @Id int id;

  @Column(nullable = false, length = 80)
  String name;

  @Column(nullable = false, precision = 12, scale = 2)
  BigDecimal price;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "store_id")
  StoreRow store;

  @ManyToMany
  @OrderBy("id")
  @JoinTable(
      name = "items_tags",
      joinColumns = @JoinColumn(name = "item_id"),
      inverseJoinColumns = @JoinColumn(name = "tag_id"),
      indexes = @Index(columnList = "tag_id"))
  Set<TagRow> tags = new LinkedHashSet<>();

  protected ItemRow() {}

  ItemRow(int id, String name, BigDecimal price, StoreRow store) {
    this.id = id;
    this.name = name;
    this.price = price;
    this.store = store;
  }

  @Override
  public Integer getId() {
    return id;
  }
}
