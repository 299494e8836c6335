package tagledger.query.catalogue;

import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The stores, for queries that walk from them. */
public interface StoreEntities extends Repository<StoreEntity, Integer> {

  /** Until the transaction ends, no other generation takes the place of this one. */
  @Modifying
  @Query(value = "LOCK TABLE generation IN ACCESS SHARE MODE", nativeQuery = true)
  void hold();

  Optional<StoreEntity> findById(int id);
}
