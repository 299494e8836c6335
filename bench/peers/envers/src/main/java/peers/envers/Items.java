package peers.envers;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

interface Items extends JpaRepository<Item, Integer> {

  @EntityGraph(attributePaths = {"store", "tags"})
  Optional<Item> findWithTagsById(int id);

  @EntityGraph(attributePaths = "store")
  List<Item> findByIdGreaterThanOrderById(int after, Limit limit);

  List<Item> findByStoreIdOrderById(int store);

  @EntityGraph(attributePaths = "tags")
  List<Item> findByStoreIdAndIdIn(int store, Collection<Integer> ids);
}
