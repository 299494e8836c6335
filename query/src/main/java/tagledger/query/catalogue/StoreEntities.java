package tagledger.query.catalogue;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The stores, for queries that walk from them. */
interface StoreEntities extends Repository<StoreEntity, Integer> {

  Optional<StoreEntity> findById(int id);
}
