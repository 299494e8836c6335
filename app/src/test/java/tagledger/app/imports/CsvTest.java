package tagledger.app.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.app.imports.FileType.CSV;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  private static final String MISPLACED_QUOTE =
      "Has something behind a closing quote: a quote (\") that belongs to the text must be"
          + " doubled.";

  @Test
  void a_row_is_an_item_with_its_tags() throws IOException {
    Reading reading = Reading.sample(CSV, "items.csv");

    assertThat(reading.format()).isEqualTo("csv");
    reading.shows(
        "2 chair|Chair|17.99|[furniture, wood]",
        "3 #1 Table|Table|100|[]",
        "4 #1 Table, \"round\"\nof oak|Table, \"round\"\nof oak|0.5|[wood]",
        "7 #2 Table|Table|3|[furniture]");
    assertThat(reading.rows()).isEqualTo(4);
  }

  @Test
  void columns_come_in_any_order_and_case_and_others_are_ignored() {
    Reading.of(CSV, "Colour, PRICE , Name \nred,1,Chair\n").shows("2 #1 Chair|Chair|1|null");
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t"})
  void another_separator_is_known_by_the_header(String separator) {
    String row = String.join(separator, "Chair", "1.5", "\"a,b\"");
    Reading.of(CSV, String.join(separator, "name", "price", "tags") + "\n" + row + "\n")
        .shows("2 #1 Chair|Chair|1.5|[a, b]");
  }

  @ParameterizedTest
  @CsvSource({"'\n'", "'\r\n'", "'\r'"})
  void every_line_end_ends_a_line(String newline) {
    Reading.of(CSV, "\nname,price\n\nChair,1\nTable,\n\"So\nfa\",2\nBed,3".replace("\n", newline))
        .shows(
            "4 #1 Chair|Chair|1|null",
            "5 bad price: Missing data for required field.",
            "6 #1 So\nfa|So\nfa|2|null".replace("\n", newline),
            "8 #1 Bed|Bed|3|null");
  }

  @Test
  void every_bad_field_is_named_at_once() {
    Reading.of(
            CSV,
            "key,name,price,tags\n"
                + "%s,%s,x,\"a,%s\"\n".formatted("k".repeat(301), "n".repeat(81), "t".repeat(81))
                + ",,,\n"
                + "k, ,-1,\n"
                + ",\ud83e\ude91,1e18,\n"
                + ",x,0.0000001,\n")
        .shows(
            "2 bad name: Longer than maximum length 80.; price: Not a valid number.; tags: Longer"
                + " than maximum length 80.; key: Longer than maximum length 300.",
            "4 bad name: Missing data for required field.; price: Must be greater than or equal to"
                + " 0.",
            "5 bad price: Must be less than 1000000000000000000.",
            "6 bad price: Must have at most 6 decimal places.");
  }

  @Test
  void a_price_beyond_all_measure_is_no_number() {
    for (String price : new String[] {"9".repeat(200_000), "1e99999999999", "NaN", "0x10"}) {
      Reading.of(CSV, "name,price\nx," + price + "\n").shows("2 bad price: Not a valid number.");
    }
    Reading.of(CSV, "name,price\nx,0e999999999\n").shows("2 #1 x|x|0|null");
  }

  @Test
  void fields_that_a_row_lacks_are_blank_and_too_many_are_told() {
    Reading.of(CSV, "name,price,tags,key\nChair,1\nTable\nBed,1,a,b,c\nSofa,2,a,s\n")
        .shows(
            "2 #1 Chair|Chair|1|[]",
            "3 bad price: Missing data for required field.",
            "4 bad Has 5 fields where the header has 4.",
            "5 s|Sofa|2|[a]");
  }

  @Test
  void a_row_without_a_key_gets_that_of_its_place_also_behind_a_bad_one() {
    Reading.of(CSV, "name,price,key\nChair,x,\nChair,1,\nTable,1,\nChair,2,given\nChair,3,\n")
        .shows(
            "2 bad price: Not a valid number.",
            "3 #2 Chair|Chair|1|null",
            "4 #1 Table|Table|1|null",
            "5 given|Chair|2|null",
            "6 #3 Chair|Chair|3|null");
  }

  @Test
  void as_many_tags_as_fit_are_read_and_one_more_is_refused() {
    String many =
        IntStream.range(0, TagNames.MOST)
            .mapToObj(i -> "tag " + i)
            .collect(Collectors.joining(", "));

    Reading reading =
        Reading.of(
            CSV, "name,price,tags\nx,1,\"%s, tag 1\"\ny,1,\"%s, z\"\n".formatted(many, many));

    assertThat(reading.hasNoEnd().lines().getFirst()).endsWith("tag 9998, tag 9999]");
    assertThat(reading.lines().getLast())
        .isEqualTo("3 bad tags: Longer than maximum length 10000.");
  }

  @Test
  void a_header_that_is_not_understood_is_shown_shortened() {
    Reading.of(CSV, "sku,\"price\",title\n1,2,3\n")
        .ends(1, "sku,\"price\",title", "Handle, Title, Variant Price", "name, price");
    Reading longer = Reading.of(CSV, "x".repeat(100_000) + "\n1\n");
    longer.ends(1, "x".repeat(200) + "\u2026");
    assertThat(longer.end()).hasSizeLessThan(500);
  }

  @Test
  void a_column_that_comes_twice_is_told() {
    Reading.of(CSV, "name,price,Name\n").ends(1, "the column name twice");
    Reading.of(CSV, "name,price,tags,x,x,tags\n").ends(1, "the column tags twice");
    Reading.of(CSV, "name,price,x,x\na,1\n").shows("2 #1 a|a|1|null");
  }

  @Test
  void a_hundred_thousand_columns_are_too_many() {
    Reading.of(CSV, "name,price" + ",x".repeat(100_000) + "\n").ends(1, "more than 16384 columns");
    Reading.of(CSV, "name,price\n" + ",x".repeat(100_000) + "\nChair,1\n")
        .shows("2 bad Has 100001 fields where the header has 2.", "3 #1 Chair|Chair|1|null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n", "\ufeff"})
  void an_empty_file_is_told(String text) {
    Reading reading = Reading.of(CSV, text);
    assertThat(reading.end()).isEqualTo("The file is empty.");
  }

  @Test
  void a_header_alone_has_no_rows() {
    Reading.of(CSV, "name,price").shows();
    Reading.of(CSV, "name,price\r\n").shows();
  }

  @Test
  void a_quote_that_is_not_closed_is_told_by_the_line_where_its_row_begins() {
    Reading reading = Reading.of(CSV, "name,price\nChair,1\n\"a\nb\",2\n\"Table,2\nBed,3\n");

    reading.ends(5, "quote", "not closed");
    assertThat(reading.lines()).hasSize(2);
    Reading.of(CSV, "name,\"price\nChair,1\n").ends(1, "name,\"price");
  }

  @Test
  void quotes_stand_for_themselves_inside_of_a_field() {
    Reading.of(CSV, "name,price\n19\" rack,1\n\"a \"\"b\"\" c\",2\n")
        .shows("2 #1 19\" rack|19\" rack|1|null", "3 #1 a \"b\" c|a \"b\" c|2|null");
  }

  @Test
  void a_quote_that_is_not_doubled_makes_its_row_bad_and_no_other() {
    Reading.of(
            CSV,
            "name,price\r\n"
                + "Bed,2\r\n"
                + "\"6\" pipe\",3\r\n"
                + "\"7\" pipe, \"x\",4\r\n"
                + "\"a\"\"\"b,5\r\n"
                + "\"Sofa\",6\r\n"
                + "\"c\"d")
        .shows(
            "2 #1 Bed|Bed|2|null",
            "3 bad " + MISPLACED_QUOTE,
            "4 bad " + MISPLACED_QUOTE,
            "5 bad " + MISPLACED_QUOTE,
            "6 #1 Sofa|Sofa|6|null",
            "7 bad " + MISPLACED_QUOTE);
  }

  @Test
  void what_follows_a_misplaced_quote_and_is_no_whole_row_is_bad_as_well() {
    String torn =
        "bad Seems to be the rest of the row above, which has a quote (\") in the wrong place.";
    Reading.of(
            CSV,
            "name,x,price\na,\"the \"b\"\nmiddle,5\n\nend\",1,2\nBed,,2\n19\" rack,,3\nSofa,4\n")
        .shows(
            "2 bad " + MISPLACED_QUOTE,
            "3 " + torn,
            "5 " + torn,
            "6 #1 Bed|Bed|2|null",
            "7 #1 19\" rack|19\" rack|3|null",
            "8 bad price: Missing data for required field.");
  }
}
