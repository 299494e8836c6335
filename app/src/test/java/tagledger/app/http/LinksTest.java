package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinksTest extends HttpTest {

  private static final String ACROSS =
      "Make sure item and tag belong to the same store before linking.";

  private final String name = newName();
  private int store;
  private int item;
  private int tag;

  @BeforeEach
  void an_item_and_a_tag() {
    store = newStore(name);
    item = newItem(store, "Chair", "10.5");
    tag = newTag(store, "wood");
  }

  @Test
  void linking_answers_the_tag_with_its_items() {
    Answer linked = when(POST, linkOf(item, tag));

    linked.then(
        CREATED,
        """
        {'id': %d, 'name': 'wood', 'items': [{'id': %d, 'name': 'Chair', 'price': 10.5}],
         'store': {'id': %d, 'name': '%s'}}""",
        tag,
        item,
        store,
        name);
    when(GET, "/tag/" + tag).then(OK, linked.text()).has("ETag", linked.etag());
    when(GET, "/item/" + item).shows("'tags':[{'id':" + tag + ",");
  }

  @Test
  void linking_again_answers_the_same_and_records_no_event() {
    Answer first = link(item, tag);

    Answer second = link(item, tag);

    second.then(CREATED, first.text());
    assertThat(second.position()).isEqualTo(first.position());
    assertThat(second.etag()).isEqualTo(first.etag());
  }

  @Test
  void unlinking_answers_both_as_they_then_are() {
    link(item, tag);

    when(DELETE, linkOf(item, tag))
        .then(
            OK,
            """
            {'message': 'Item removed from tag',
             'item': {'id': %1$d, 'name': 'Chair', 'price': 10.5,
                      'store': {'id': %2$d, 'name': '%3$s'}, 'tags': []},
             'tag': {'id': %4$d, 'name': 'wood', 'items': [],
                     'store': {'id': %2$d, 'name': '%3$s'}}}""",
            item,
            store,
            name,
            tag)
        .hasNo("ETag");
    when(GET, "/item/" + item).shows("'tags':[]");
    when(GET, "/tag/" + tag).shows("'items':[]");
  }

  @Test
  void what_is_not_linked_is_not_unlinked() {
    when(DELETE, linkOf(item, tag)).isNotFound();
    link(item, tag);
    when(DELETE, linkOf(item, tag)).then(OK);
    when(DELETE, linkOf(item, tag)).isNotFound();
    when(DELETE, linkOf(item, newTag(newStore()))).isNotFound();
  }

  @Test
  void other_links_stay() {
    int other = newItem(store, "Table", "1");
    link(item, tag);
    link(other, tag);

    when(DELETE, linkOf(item, tag)).then(OK).shows("'items':[{'id':" + other + ",");
  }

  @Test
  void an_item_and_a_tag_of_different_stores_are_not_linked() {
    int foreign = newTag(newStore());

    when(POST, linkOf(item, foreign)).isRefused(BAD_REQUEST, ACROSS);
    when(POST, linkOf(item, foreign)).isRefused(BAD_REQUEST, ACROSS);

    when(GET, "/item/" + item).shows("'tags':[]");
    when(GET, "/tag/" + foreign).shows("'items':[]");
  }

  @Test
  void a_deleted_tag_is_not_linked() {
    when(DELETE, "/tag/" + tag).then(ACCEPTED);

    when(POST, linkOf(item, tag)).isNotFound();
    when(DELETE, linkOf(item, tag)).isNotFound();
  }

  @Test
  void a_deleted_item_is_not_linked() {
    when(DELETE, "/item/" + item).then(OK);

    when(POST, linkOf(item, tag)).isNotFound();
    when(DELETE, linkOf(item, tag)).isNotFound();
  }

  @Test
  void a_tag_of_a_deleted_store_is_not_found_from_another() {
    int gone = newStore();
    int foreign = newTag(gone);
    when(DELETE, "/store/" + gone).then(OK);

    when(POST, linkOf(item, foreign)).isNotFound();
  }

  @Test
  void what_is_unknown_is_not_linked() {
    when(POST, linkOf(item, 2147483647)).isNotFound();
    when(POST, linkOf(2147483646, tag)).isNotFound();
    when(POST, linkOf(2147483646, 2147483647)).isNotFound();
    when(DELETE, linkOf(item, 2147483647)).isNotFound();
    when(DELETE, linkOf(2147483646, tag)).isNotFound();
  }
}
