package peers.axon;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

interface Items extends JpaRepository<ItemRow, Integer> {

  @EntityGraph(attributePaths = {"store", "tags"})
  Optional<ItemRow> findWithTagsById(int id);

  @EntityGraph(attributePaths = "store")
  List<ItemRow> findByIdGreaterThanOrderById(int after, Limit limit);

  List<ItemRow> findByStoreIdOrderById(int store);
}
