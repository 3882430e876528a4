package org.waystation.protocol.card;

import java.time.Instant;
import java.util.Optional;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.link.RelayNames;

/**
 * A relay's last words, in its last card: that it is gone for good, and who goes on.
 *
 * @param since from when on nobody can be reached there
 * @param successor whom its people are asked to turn to, if anybody. A partner's operator may take it for the confirmation of that
 *     relay's fingerprint; clients trust nothing because of it
 */
public record Tombstone(Instant since, Optional<Successor> successor) {

    public Tombstone {
        if (!Limits.isTime(since.getEpochSecond())) {
            throw new IllegalArgumentException("no time");
        }
    }

    /** Another relay, by its name and identity. */
    public record Successor(String name, RelayId relay) {
        public Successor {
            RelayNames.require(name);
        }
    }
}
