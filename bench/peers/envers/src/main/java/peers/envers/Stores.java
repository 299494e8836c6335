package peers.envers;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface Stores extends JpaRepository<Store, Integer> {

  boolean existsByName(String name);

  List<Store> findAllByOrderById();
}
