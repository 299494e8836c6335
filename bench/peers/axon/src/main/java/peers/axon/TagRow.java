package peers.axon;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.LinkedHashSet;
import java.util.Set;

@Entity
@Table(name = "tags", uniqueConstraints = @UniqueConstraint(columnNames = {"store_id", "name"}))
class TagRow extends Row {

  @Id int id;

  @Column(nullable = false, length = 80)
  String name;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "store_id")
  StoreRow store;

  @ManyToMany(mappedBy = "tags")
  @OrderBy("id")
  Set<ItemRow> items = new LinkedHashSet<>();

  protected TagRow() {}

  TagRow(int id, String name, StoreRow store) {
    this.id = id;
    this.name = name;
    this.store = store;
  }

  @Override
  public Integer getId() {
    return id;
  }

  String getName() {
    return name;
  }
}
