package org.waystation.federation.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.federation.outbox.OutboxRig.PARTNER;
import static org.waystation.federation.outbox.OutboxRig.requests;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.limits.Lane;

/** What becomes of the others when the row of one request cannot be read any more. */
class OutboxDamageTest {
    private static final Outcome EXPIRED = new Outcome.Failed(FaultNumber.of(FaultCode.EXPIRED));

    private final OutboxRig rig = new OutboxRig();

    @Test
    void whatIsBeforeADamagedRowAndInOtherLanesIsSent() {
        // Given
        Submission before = rig.submit(Lane.MESSAGE);
        rig.damage(rig.submit(Lane.MESSAGE));
        rig.submit(Lane.MESSAGE);
        Submission bulk = rig.submit(Lane.BULK);

        // When
        FakeCarrier carrier = rig.carrierUp(PARTNER, 8);

        // Then
        assertEquals(requests(List.of(before, bulk)), carrier.requests(), "what is behind it waits, to keep its order");
    }

    @Test
    void alertPassesADamagedMessageAlsoWhenItComesLater() {
        // Given
        rig.damage(rig.submit(Lane.MESSAGE));
        FakeCarrier carrier = rig.carrierUp(PARTNER, 8);

        // When
        Submission alert = rig.submit(Lane.ALERT);
        rig.tick();

        // Then
        assertEquals(requests(List.of(alert)), carrier.requests());
    }

    @Test
    void damagedRequestExpiresAsAnyOtherAndItsLaneGoesOn() {
        // Given
        Submission damaged = rig.submit(Lane.MESSAGE, Duration.ofHours(1));
        Submission next = rig.submit(Lane.MESSAGE);
        rig.damage(damaged);

        // When
        rig.pass(Duration.ofHours(3));
        rig.tick();
        FakeCarrier carrier = rig.carrierUp(PARTNER, 8);

        // Then
        assertEquals(List.of(EXPIRED), rig.outcomes(damaged));
        assertTrue(rig.watch(damaged).known());
        assertEquals(requests(List.of(next)), carrier.requests());
    }

    @Test
    void whatElseIsDueExpiresBesideADamagedRow() {
        // Given
        List<Submission> all = rig.submit(Lane.MESSAGE, 3);
        rig.damage(all.get(0));

        // When
        rig.pass(Duration.ofDays(2));
        rig.tick();

        // Then
        all.forEach(each -> assertEquals(List.of(EXPIRED), rig.outcomes(each)));
    }
}
