package org.waystation.relay.call;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Lane;

/**
 * Takes sealed requests from partners: those within a partner's rate go on to the call desk, the others are put off before
 * they cost a decapsulation or a turn of the store.
 *
 * <p>Safe for any thread.
 */
public final class PartnerDesk {
    private final CallDesk calls;
    private final PartnerRates rates;
    private final CallEvents events;
    private final InstantSource clock;

    public PartnerDesk(CallDesk calls, PartnerRates rates, CallEvents events, InstantSource clock) {
        this.calls = calls;
        this.rates = rates;
        this.events = events;
        this.clock = clock;
    }

    /** A link's requests, which are carried out in the order in which they come. Not safe for several threads at once. */
    public final class Line {
        private final RelayId partner;
        private final CallLine line = calls.newLine();

        private Line(RelayId partner) {
            this.partner = partner;
        }

        /** @param answer hears the result, on any thread */
        public void accept(Lane lane, Bytes request, Consumer<LinkMessage> answer) {
            Consumer<LinkMessage> counted = result -> {
                count(result);
                answer.accept(result);
            };
            Duration wait = rates.admit(partner, lane, request.size(), clock.instant());
            if (wait.isZero()) {
                line.accept(lane, request, counted);
            } else {
                line.putOff(lane, request, later(wait), counted);
            }
        }
    }

    /** A new link of a partner's. */
    public Line newLine(RelayId partner) {
        return new Line(partner);
    }

    /** To be called now and then with all partners that there are. */
    public void onTick(Set<RelayId> partners) {
        rates.retain(partners);
    }

    /** Rounded up: whoever comes back then is not told to wait once more. */
    private static LinkMessage.Temporary later(Duration wait) {
        long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        return new LinkMessage.Temporary(FaultNumber.of(FaultCode.RATE_LIMITED), Math.toIntExact(Math.max(1, seconds)));
    }

    private void count(LinkMessage result) {
        if (result instanceof LinkMessage.Temporary temporary) {
            temporary.fault().code().ifPresent(events::onPutOff);
        }
    }
}
