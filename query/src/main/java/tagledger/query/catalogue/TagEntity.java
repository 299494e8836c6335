package tagledger.query.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Immutable;

/** A row of {@code tags}, and through {@code items_tags} the items that bear it. */
@Entity
@Immutable
@Table(name = "tags")
class TagEntity {

  @Id int id;
  String name = "";

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "store_id")
  StoreEntity store = new StoreEntity();

  @ManyToMany(mappedBy = "tags")
  @OrderBy("id")
  List<ItemEntity> items = new ArrayList<>();
}
