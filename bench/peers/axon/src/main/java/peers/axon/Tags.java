package peers.axon;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

interface Tags extends JpaRepository<TagRow, Integer> {

  @EntityGraph(attributePaths = {"store", "items"})
  Optional<TagRow> findWithItemsById(int id);

  @EntityGraph(attributePaths = {"store", "items"})
  List<TagRow> findWithItemsByStoreIdOrderById(int store);

  List<TagRow> findByStoreIdOrderById(int store);
}
