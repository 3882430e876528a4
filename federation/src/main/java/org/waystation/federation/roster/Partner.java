package org.waystation.federation.roster;

import java.time.Instant;
import java.util.Optional;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.card.Tombstone;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.RelayId;

/** A relay that this relay federates with, as its newest card describes it, and what the operator wants with it. */
public record Partner(SignedCard signed, Standing standing) {

    public Partner(SignedCard signed) {
        this(signed, Standing.ACTIVE);
    }

    public RelayId id() {
        return signed.card().relay();
    }

    public RelayCard card() {
        return signed.card();
    }

    /** Whether the partner has said with its own key that it closes, and that this relay goes on in its place. */
    public boolean names(RelayId successor) {
        return card().tombstone()
                .flatMap(Tombstone::successor)
                .filter(each -> each.relay().equals(successor))
                .isPresent();
    }

    /** Why there is to be no link now; empty if there may be one. */
    public Optional<FaultCode> objectionAt(Instant now) {
        if (card().isGoneAt(now)) {
            return Optional.of(FaultCode.RELAY_RETIRED);
        }
        return standing == Standing.ACTIVE ? Optional.empty() : Optional.of(FaultCode.PARTNER_HELD);
    }

    /** Why what is for the partner waits, for those who write there; empty if nothing was said. */
    public Optional<FaultCode> heldBecause() {
        return switch (standing) {
            case ACTIVE -> Optional.empty();
            case SUSPENDED -> Optional.of(FaultCode.PARTNER_HELD);
            case QUARANTINED -> Optional.of(FaultCode.PARTNER_QUARANTINED);
        };
    }

    public boolean mayLinkAt(Instant now) {
        return objectionAt(now).isEmpty();
    }
}
