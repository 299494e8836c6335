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

  /** Whether it has so many items, or tags; to count them all takes as long as to read them. */
  @Query(
      value =
          """
          SELECT greatest(
            (SELECT count(*) FROM (SELECT FROM items WHERE store_id = ?1 LIMIT ?2) AS few),
            (SELECT count(*) FROM (SELECT FROM tags WHERE store_id = ?1 LIMIT ?2) AS few)) >= ?2""",
      nativeQuery = true)
  boolean holds(int id, int many);
}
