package tagledger.query.catalogue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.query.catalogue.CatalogueInTest.read;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import tagledger.api.Event;
import tagledger.api.ItemId;
import tagledger.api.Query.FindItem;
import tagledger.api.Query.FindStore;
import tagledger.api.Query.FindTag;
import tagledger.api.Query.ListStores;
import tagledger.api.Query.Page;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.Versioned;
import tagledger.api.View.ItemView;
import tagledger.api.View.PlainItem;
import tagledger.api.View.PlainTag;
import tagledger.api.View.StoreView;
import tagledger.api.View.TagView;
import tagledger.query.sql.NestedRows;

/** The entities and the statements tell the same of the same tables. */
class EntitiesTest {

  private static final CatalogueModel MODEL = new CatalogueModel(7);
  private static final List<CatalogueInTest.Recorded> HISTORY = MODEL.history(300);

  private static CatalogueInTest catalogue = new CatalogueInTest();
  private static AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  @Configuration
  @EnableJpaRepositories(basePackageClasses = CatalogueProjector.class)
  static class Jpa {

    @Bean
    LocalContainerEntityManagerFactoryBean entityManagerFactory() {
      LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
      factory.setDataSource(catalogue.pool);
      factory.setPackagesToScan(CatalogueProjector.class.getPackageName());
      factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
      factory.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "validate"));
      return factory;
    }

    @Bean
    StoreQueries storeQueries(StoreEntities stores, PlatformTransactionManager transactions) {
      return new StoreQueries(stores, catalogue.queries, transactions, store -> {});
    }

    @Bean
    PlatformTransactionManager transactionManager(EntityManagerFactory entities) {
      return new JpaTransactionManager(entities);
    }
  }

  @BeforeAll
  static void start() {
    catalogue.apply(HISTORY);
    context = new AnnotationConfigApplicationContext(Jpa.class);
  }

  @AfterAll
  static void stop() {
    context.close();
    catalogue.close();
  }

  @Test
  void a_store_found_is_as_the_list_has_it() {
    StoreQueries queries = context.getBean(StoreQueries.class);
    for (var view : read(catalogue.queries.handle(new ListStores(Page.ALL)))) {
      StoreView store = (StoreView) view;
      Versioned found = requireNonNull(queries.handle(new FindStore(new StoreId(store.id()))));
      assertThat(found.view()).isEqualTo(store);
      assertThat(found.version()).isEqualTo(requireNonNull(MODEL.stores.get(store.id())).version);
    }
    assertThat(queries.handle(new FindStore(new StoreId(9_999)))).isNull();
  }

  @Test
  void a_large_store_is_found_whole() {
    LargeStore large = new LargeStore(new StoreId(1), NestedRows.TOO_MANY);
    StoreQueries queries = context.getBean(StoreQueries.class);
    catalogue.empty();
    catalogue.given(large.history().toArray(Event[]::new));

    try (Versioned found = requireNonNull(queries.handle(new FindStore(large.id())))) {
      assertThat(found.isInMemory()).isFalse();
      assertThat(found.version()).isEqualTo(2L * large.size());
      assertThat(LargeStore.read(found.view())).isEqualTo(large.shown());
    } finally {
      catalogue.empty();
      catalogue.apply(HISTORY);
    }
  }

  @Test
  void the_many_to_many_is_walked_both_ways() {
    try (EntityManager entities =
        context.getBean(EntityManagerFactory.class).createEntityManager()) {
      for (int id : MODEL.items.keySet()) {
        ItemEntity item = requireNonNull(entities.find(ItemEntity.class, id));
        ItemView view =
            (ItemView)
                requireNonNull(catalogue.queries.handle(new FindItem(new ItemId(id)))).view();
        assertThat(item.name).isEqualTo(view.name());
        assertThat(item.price).isEqualTo(view.price());
        assertThat(Hibernate.unproxy(item.store, StoreEntity.class).id)
            .isEqualTo(view.store().id());
        assertThat(plainTags(item.tags)).isEqualTo(view.tags());
      }
      for (int id : MODEL.tags.keySet()) {
        TagEntity tag = requireNonNull(entities.find(TagEntity.class, id));
        TagView view =
            (TagView) requireNonNull(catalogue.queries.handle(new FindTag(new TagId(id)))).view();
        assertThat(tag.name).isEqualTo(view.name());
        assertThat(tag.items.stream().map(it -> new PlainItem(it.id, it.name, it.price)).toList())
            .isEqualTo(view.items());
      }
    }
  }

  private static List<PlainTag> plainTags(List<TagEntity> tags) {
    return tags.stream().map(tag -> new PlainTag(tag.id, tag.name)).toList();
  }
}
