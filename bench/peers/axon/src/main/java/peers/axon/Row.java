package peers.axon;

import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import org.springframework.data.domain.Persistable;

/** Its id comes with the event, so that it must be told that it is new, and nobody asks for it. */
@MappedSuperclass
abstract class Row implements Persistable<Integer> {

  @Transient private boolean isNew = true;

  @Override
  public boolean isNew() {
    return isNew;
  }

  @PostLoad
  @PostPersist
  void isThere() {
    isNew = false;
  }
}
