package tagledger.app.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Iterator;
import tagledger.api.Change.Detail;

/** What a store has at one position and not, or not so, at the other, as it is shown. */
@JsonPropertyOrder({"store_id", "from", "to", "added", "removed", "changed"})
record DifferenceView(
    @JsonProperty("store_id") int storeId,
    long from,
    long to,
    Iterator<Detail> added,
    Iterator<Detail> removed,
    Iterator<Detail> changed) {}
