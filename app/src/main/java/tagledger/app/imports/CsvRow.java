package tagledger.app.imports;

import org.jspecify.annotations.Nullable;

/**
 * What matters of a row of CSV. A field that is blank, or not there, is nothing.
 *
 * @param fault what is wrong with the row as a whole
 * @param blank whether all its fields are
 */
record CsvRow(
    long line,
    @Nullable String key,
    @Nullable String name,
    @Nullable String price,
    @Nullable String tags,
    @Nullable String fault,
    boolean blank) {}
