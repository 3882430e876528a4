package org.waystation.relay.ping;

import java.time.Duration;
import java.util.Optional;
import org.waystation.protocol.frame.FaultNumber;

/**
 * How the link to a partner is.
 *
 * @param skew the partner's clock less ours, as measured when the link began; empty if not linked
 * @param trouble what went wrong last, in words; empty if linked
 * @param putOff why the partner wanted a request later, if that was its last answer
 */
public record LinkState(boolean linked, Optional<Duration> skew, String trouble, Optional<FaultNumber> putOff) {
    /** Of a partner whose link was not looked at. */
    public static final LinkState UNKNOWN = new LinkState(false, Optional.empty(), "", Optional.empty());
}
