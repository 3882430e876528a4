package org.waystation.relay.ping;

import java.time.Duration;
import java.util.Optional;
import org.waystation.federation.roster.Partner;
import org.waystation.protocol.card.Fingerprint;
import org.waystation.protocol.frame.FaultNumber;

/**
 * What a ping found out.
 *
 * @param name the partner's; what was asked for, if that is nobody
 * @param fingerprint the partner's; empty if it is nobody
 * @param roundTrip from before the request was written to disk here until its answer was there; zero if none came
 * @param link at the end
 * @param waiting requests that waited for the partner before this one
 */
public record PingReport(
        String name,
        String fingerprint,
        PingEnd end,
        Optional<FaultNumber> fault,
        Duration roundTrip,
        LinkState link,
        long waiting) {

    /** Of a ping that never set out. */
    static PingReport of(String name, PingEnd end) {
        return new PingReport(name, "", end, Optional.empty(), Duration.ZERO, LinkState.UNKNOWN, 0);
    }

    static PingReport of(Partner partner, PingEnd end) {
        return new PingReport(
                partner.card().name(),
                Fingerprint.of(partner.id()),
                end,
                Optional.empty(),
                Duration.ZERO,
                LinkState.UNKNOWN,
                0);
    }

    PingReport withFault(FaultNumber number) {
        return new PingReport(name, fingerprint, end, Optional.of(number), roundTrip, link, waiting);
    }
}
