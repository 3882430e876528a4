package org.waystation.federation.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waystation.federation.outbox.OutboxRig.PARTNER;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.DiskShare;
import org.waystation.protocol.limits.Lane;

/** The arithmetic counts what rows really are. */
class OutboxDiskTest {
    private final OutboxRig rig = new OutboxRig();

    @Test
    void requestsThatWaitTakeTheirShare() {
        // Given
        List<Submission> waiting = rig.submit(Lane.MESSAGE, 3);
        long bytes = waiting.get(0).request().size();

        // When
        DiskShare measured = rig.measured();

        // Then
        OutboxLimits asMany = new OutboxLimits(3, 3 * bytes, Duration.ofDays(1), Duration.ofDays(1));
        assertEquals(OutboxDisk.ofPartner(asMany), measured);
    }

    @Test
    void anOutcomeTakesItsShareInPlaceOfTheRequest() {
        // Given
        FakeCarrier carrier = rig.carrierUp(PARTNER, 10);
        Submission submission = rig.submit(Lane.MESSAGE);
        DiskShare request = OutboxDisk.ofRequest(submission.request().size());
        DiskShare before = rig.measured();

        // When
        rig.answer(carrier, submission);

        // Then
        DiskShare outcome = OutboxDisk.ofOutcome(OutboxRig.replyTo(submission).size());
        assertEquals(before.plus(outcome), rig.measured().plus(request));
    }
}
