package tagledger.query.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Immutable;

/** A row of {@code stores}. Read only: the projection alone writes. */
@Entity
@Immutable
@Table(name = "stores")
public class StoreEntity {

  @Id int id;
  String name = "";
  int version;

  @OneToMany(mappedBy = "store")
  @OrderBy("id")
  List<ItemEntity> items = new ArrayList<>();

  @OneToMany(mappedBy = "store")
  @OrderBy("id")
  List<TagEntity> tags = new ArrayList<>();
}
