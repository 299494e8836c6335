package peers.envers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.envers.Audited;

/**
 * Its items and tags are asked for where they are needed. What is lazy is a proxy, which only
 * methods load.
 */
@Entity
@Table(name = "stores")
@Audited
class Store {

  @Id @GeneratedValue Integer id;

  @Column(nullable = false, unique = true, length = 80)
  String name;

  protected Store() {}

  Store(String name) {
    this.name = name;
  }

  Integer getId() {
    return id;
  }

  String getName() {
    return name;
  }
}
