package peers.envers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
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
import org.hibernate.envers.Audited;

/** It bears tags, of which it keeps account. */
@Entity
@Table(name = "items", indexes = @Index(columnList = "store_id"))
@Audited
class Item {

  @Id @GeneratedValue Integer id;

  @Column(nullable = false, length = 80)
  String name;

  @Column(nullable = false, precision = 12, scale = 2)
  BigDecimal price;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "store_id")
  Store store;

  @ManyToMany
  @JoinTable(
      name = "items_tags",
      joinColumns = @JoinColumn(name = "item_id"),
      inverseJoinColumns = @JoinColumn(name = "tag_id"),
      indexes = @Index(columnList = "tag_id"))
  Set<Tag> tags = new HashSet<>();

  protected Item() {}

  Item(String name, BigDecimal price, Store store) {
    this.name = name;
    this.price = price;
    this.store = store;
  }
}
