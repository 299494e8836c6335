package tagledger.app.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.app.imports.FileType.CSV;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ShopifyCsvTest {

  private static final String HEADER = "Handle,Title,Tags,Variant Price\n";

  @Test
  void the_rows_of_one_handle_are_one_product() throws IOException {
    Reading reading = Reading.sample(CSV, "shopify.csv");

    assertThat(reading.format()).isEqualTo("shopify-csv");
    reading.shows(
        "2 pot|Clay Pot|9.99|[Pot, Plants, Sale]",
        "6 lamp|Lamp|20|[]",
        "7 pot|null|null|null",
        "9 rug|Rug|5|[Pot]");
    assertThat(reading.rows()).isEqualTo(6);
  }

  @Test
  void a_product_has_a_price_and_a_handle() {
    Reading.of(CSV, HEADER + "a,A,,\na,,,\nb,B,,x\n,C,,1\n" + "d".repeat(301) + ",D,,1\ne,E,,1\n")
        .shows(
            "2 bad Variant Price: Missing data for required field.",
            "4 bad Variant Price: Not a valid number.",
            "5 bad Handle: Missing data for required field.",
            "6 bad Handle: Longer than maximum length 300.",
            "7 e|E|1|[]");
  }

  @Test
  void a_title_and_a_price_may_come_after_a_row_of_a_picture_alone() {
    Reading.of(CSV, HEADER + "a,,,\na,A,x,2\nb,B,,1\n").shows("2 a|A|2|[x]", "4 b|B|1|[]");
  }

  @Test
  void rows_of_a_handle_further_down_leave_what_was_told_of_it() {
    Reading.of(CSV, HEADER + "a,A,x,2\nb,B,,-1\na,A again,,3\nb,B,,1\n")
        .shows(
            "2 a|A|2|[x]",
            "3 bad Variant Price: Must be greater than or equal to 0.",
            "4 a|null|null|null",
            "5 b|B|1|[]");
  }

  @Test
  void every_bad_field_of_a_product_is_named_at_once() {
    Reading.of(CSV, HEADER + "a,%s,%s,-1\n".formatted("n".repeat(81), "t".repeat(81)))
        .shows(
            "2 bad Title: Longer than maximum length 80.; Variant Price: Must be greater than or"
                + " equal to 0.; tags: Longer than maximum length 80.");
  }

  @Test
  void a_product_of_which_a_row_is_bad_is_bad_as_a_whole() {
    Reading.of(CSV, HEADER + "a,A,x,1\na,,y,2,,\na,,z,3\nb,B,,1,\nb,,,\nc,C,,1\n")
        .shows(
            "3 bad Has 6 fields where the header has 4.",
            "5 bad Has 5 fields where the header has 4.",
            "7 c|C|1|[]");
  }

  @Test
  void without_a_column_of_tags_nothing_is_said_of_them() {
    Reading.of(CSV, "title,handle,VARIANT PRICE\nA,a,1\n").shows("2 a|A|1|null");
  }

  @Test
  void another_export_of_shopify_is_none_of_products() {
    Reading.of(CSV, "Handle,Title,Option1 Name,SKU\na,A,,\n").ends(1, "Variant Price");
  }

  @Test
  void a_product_before_the_end_of_what_is_readable_is_given() {
    Reading reading = Reading.of(CSV, HEADER + "a,A,,1\na,,,2\nb,\"B,,1\n");

    reading.ends(4, "quote");
    assertThat(reading.lines()).containsExactly("2 a|A|1|[]");
  }
}
