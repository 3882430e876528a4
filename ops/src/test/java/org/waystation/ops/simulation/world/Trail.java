package org.waystation.ops.simulation.world;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waystation.ops.simulation.people.PersonNode;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;

/** Which sealed things carry which texts: known to nobody in the world, and to whoever tells its stories. */
final class Trail {
    private static final int FOLLOWED = 20_000;
    private static final int TELLING_BYTES = 64;

    private final Map<Bytes, Cargo> carried = new LinkedHashMap<>();

    /** @param number of the text; 0: receipts, for texts of the other way */
    record Cargo(PersonNode writer, PersonNode reader, long number) {}

    void follow(Cargo cargo, ToRelay.Submit submit, Bytes envelope) {
        for (Bytes each : List.of(submit.submission().value(), start(submit.request()), envelope)) {
            carried.put(each, cargo);
        }
        while (carried.size() > FOLLOWED) {
            carried.remove(carried.keySet().iterator().next());
        }
    }

    Optional<Cargo> of(Bytes idOrRequest) {
        return Optional.ofNullable(carried.get(idOrRequest.size() > TELLING_BYTES ? start(idOrRequest) : idOrRequest));
    }

    /** The encapsulated key at its beginning tells a sealed request from every other. */
    private static Bytes start(Bytes request) {
        return Bytes.wrap(Arrays.copyOf(request.toByteArray(), TELLING_BYTES));
    }
}
