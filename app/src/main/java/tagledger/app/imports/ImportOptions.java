package tagledger.app.imports;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tagledger.api.StoreId;

/**
 * What an import is asked to be.
 *
 * @param id unlike that of any other import; all events of the import bear it as their change
 * @param metadata who asks, on which request, and why
 * @param totalBytes how long the file is, where that is known
 */
public record ImportOptions(
    String id,
    StoreId store,
    FileType type,
    @Nullable String charset,
    boolean atomic,
    boolean dryRun,
    Map<String, ?> metadata,
    @Nullable Long totalBytes) {}
