package peers.axon;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "stores")
class StoreRow extends Row {

  @Id int id;

  @Column(nullable = false, unique = true, length = 80)
  String name;

  protected StoreRow() {}

  StoreRow(int id, String name) {
    this.id = id;
    this.name = name;
  }

  @Override
  public Integer getId() {
    return id;
  }

  String getName() {
    return name;
  }
}
