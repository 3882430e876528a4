package org.waystation.relay.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.sealed.SealedRequest;

/** A partner that asks more than it may: what it hears, and what becomes of its order. */
class PartnerDeskTest {
    private static final int REQUESTS = 60;

    private final CallRig rig = new CallRig();
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final PartnerDesk.Line line = rig.newLine(new PartnerLimits(5, 1L << 20), () -> now);

    @Test
    void beyondTheRateThePartnerHearsWhenToComeAgainAndItIsCounted() {
        // Given
        List<CallRig.Slot> slots = new ArrayList<>();

        // When
        for (int i = 1; i <= 12; i++) {
            slots.add(send(rig.append(i)));
        }
        rig.finishAll();

        // Then
        LinkMessage later = new LinkMessage.Temporary(FaultNumber.of(FaultCode.RATE_LIMITED), 1);
        slots.subList(10, 12).forEach(each -> assertEquals(later, each.only()));
        assertEquals(
                2, rig.counted().stream().filter("put off RATE_LIMITED"::equals).count());
        assertTrue(rig.stored().size() < 11);
    }

    @Test
    void conversationKeepsItsOrderHoweverOftenThePartnerIsPutOff() {
        // Given
        List<SealedRequest.ForSending> requests = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 1; i <= REQUESTS; i++) {
            requests.add(rig.append(i));
            expected.add(i);
        }
        Random random = new Random(11);

        // When
        int rounds = 0;
        while (!requests.isEmpty() && rounds++ < 10 * REQUESTS) {
            List<CallRig.Slot> slots = new ArrayList<>();
            for (SealedRequest.ForSending each : List.copyOf(requests)) {
                slots.add(send(each));
                now = now.plusMillis(random.nextInt(120));
            }
            rig.work(random);
            rig.queue().drain();
            for (int i = slots.size() - 1; i >= 0; i--) {
                if (slots.get(i).only() instanceof LinkMessage.Answered) {
                    requests.remove(i);
                }
            }
            now = now.plusMillis(random.nextInt(1_500));
        }

        // Then
        assertEquals(expected, rig.stored());
    }

    private CallRig.Slot send(SealedRequest.ForSending request) {
        CallRig.Slot slot = new CallRig.Slot(request);
        line.accept(Lane.MESSAGE, request.request(), slot::accept);
        return slot;
    }
}
