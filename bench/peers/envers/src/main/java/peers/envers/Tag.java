package peers.envers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;

/** Its items keep account of it. */
@Entity
@Table(name = "tags", uniqueConstraints = @UniqueConstraint(columnNames = {"store_id", "name"}))
@Audited
class Tag {

  @Id @GeneratedValue Integer id;

  @Column(nullable = false, length = 80)
  String name;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "store_id")
  Store store;

  @ManyToMany(mappedBy = "tags")
  @OrderBy("id")
  @NotAudited
  Set<Item> items = new LinkedHashSet<>();

  protected Tag() {}

  Tag(String name, Store store) {
    this.name = name;
    this.store = store;
  }

  Integer getId() {
    return id;
  }

  String getName() {
    return name;
  }
}
