package org.waystation.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waystation.relay.mailbox.MailboxRig.BOX;
import static org.waystation.relay.mailbox.MailboxRig.LIMITS;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.DiskShare;

/** The arithmetic counts what rows really are. */
class MailboxDiskTest {
    private final MailboxRig rig = new MailboxRig().with(BOX);

    @Test
    void anEnvelopeTakesItsShareAndLeavesItsMarkBehind() {
        // Given
        DiskShare before = measured();

        // When
        rig.append(BOX, 1);

        // Then
        assertEquals(before.plus(MailboxDisk.ofEnvelope(MailboxRig.SMALL)).plus(MailboxDisk.ofMark()), measured());
    }

    @Test
    void anAcknowledgedEnvelopeLeavesOnlyItsMark() {
        // Given
        DiskShare before = measured();
        FakeClient client = new FakeClient(10);
        rig.append(BOX, 1);
        rig.attach(BOX, client);

        // When
        rig.acknowledge(BOX, 1, client);

        // Then
        assertEquals(before.plus(MailboxDisk.ofMark()), measured());
    }

    @Test
    void aFullMailboxIsWhatItsLimitsSay() {
        // Given
        DiskShare empty = MailboxDisk.ofMailbox(new MailboxLimits(1, 1, LIMITS.maxLifetime(), 1));

        // When
        DiskShare full = MailboxDisk.ofMailbox(new MailboxLimits(3, 11, LIMITS.maxLifetime(), 1));

        // Then
        assertEquals(empty.plus(MailboxDisk.ofEnvelope(0).times(2)).plus(new DiskShare(0, 10)), full);
    }

    private DiskShare measured() {
        AtomicReference<DiskShare> sum = new AtomicReference<>(DiskShare.NONE);
        Mailboxes.tables()
                .forEach(table -> rig.store
                        .ledger()
                        .forEach(
                                table,
                                (key, value) -> sum.set(sum.get().plus(new DiskShare(1, key.length + value.length)))));
        return sum.get();
    }
}
