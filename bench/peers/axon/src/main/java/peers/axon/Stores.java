package peers.axon;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface Stores extends JpaRepository<StoreRow, Integer> {

  boolean existsByName(String name);

  List<StoreRow> findAllByOrderById();
}
