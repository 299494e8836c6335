package peers.envers;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

interface Tags extends JpaRepository<Tag, Integer> {

  @EntityGraph(attributePaths = {"store", "items"})
  Optional<Tag> findWithItemsById(int id);

  @EntityGraph(attributePaths = {"store", "items"})
  List<Tag> findWithItemsByStoreIdOrderById(int store);

  List<Tag> findByStoreIdOrderById(int store);

  List<Tag> findByStoreIdAndIdIn(int store, Collection<Integer> ids);

  boolean existsByStoreIdAndName(int store, String name);
}
