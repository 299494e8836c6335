package tagledger.query.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Immutable;

/** A row of {@code items}, and through {@code items_tags} the tags that it bears. */
@Entity
@Immutable
@Table(name = "items")
class ItemEntity {

  @Id int id;
  String name = "";
  BigDecimal price = BigDecimal.ZERO;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "store_id")
  StoreEntity store = new StoreEntity();

  @ManyToMany
  @JoinTable(
      name = "items_tags",
      joinColumns = @JoinColumn(name = "item_id"),
      inverseJoinColumns = @JoinColumn(name = "tag_id"))
  @OrderBy("id")
  List<TagEntity> tags = new ArrayList<>();
}
