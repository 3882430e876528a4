package org.waystation.ops.node;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.relay.ping.PingEnd;
import org.waystation.relay.ping.PingReport;

/**
 * What a ping of a partner found out; the running relay's answer to the order.
 *
 * @param partner its name; what was asked for, if nobody is called so
 * @param fault the number of the code that it ended with; 0 if with none
 * @param roundTripMillis 0 if nothing came back
 * @param skewSeconds the partner's clock less ours when the link began; none if not linked
 * @param trouble what went wrong last; empty if linked
 * @param waitingBefore requests that waited for the partner before this one
 */
public record PingPage(
        String partner,
        String fingerprint,
        PingEnd end,
        int fault,
        long roundTripMillis,
        boolean linked,
        @Nullable Long skewSeconds,
        String trouble,
        long waitingBefore) {

    /** An answer of another version, which lacks what is asked for here, is not understood. */
    public PingPage {
        requireNonNull(partner, "partner");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(end, "end");
        requireNonNull(trouble, "trouble");
    }

    static PingPage of(PingReport report) {
        return new PingPage(
                report.name(),
                report.fingerprint(),
                report.end(),
                report.fault().map(FaultNumber::number).orElse(0),
                report.roundTrip().toMillis(),
                report.link().linked(),
                report.link().skew().map(Duration::toSeconds).orElse(null),
                report.link().trouble(),
                report.waiting());
    }
}
