package org.waystation.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.relay.mailbox.MailboxRig.BOX;
import static org.waystation.relay.mailbox.MailboxRig.OTHER;
import static org.waystation.relay.mailbox.MailboxRig.SMALL;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More bytes wait than may be under way to one connection, whose window of envelopes is far from full. */
class LargeBacklogTest {
    private static final int FITTING = (int) Recipient.MAX_UNACKNOWLEDGED_BYTES / SMALL;
    private static final int MORE = 44;
    private static final int WINDOW = 10_000;
    private static final MailboxLimits ROOMY = new MailboxLimits(WINDOW, 1L << 30, Duration.ofDays(21), 4);

    private final MailboxRig rig = new MailboxRig(ROOMY).with(BOX).with(OTHER);
    private final FakeClient client = new FakeClient(WINDOW);

    @Test
    void noMoreIsTakenOutOfTheStoreThanMayBeUnderWay() {
        // Given
        rig.append(BOX, numbers(FITTING + MORE));

        // When
        Page page = rig.ask(tx -> rig.mailboxes()
                .after(tx, rig.mailboxes().key(BOX), 0, client.recipient().room()));

        // Then
        assertEquals(FITTING, page.envelopes().size());
        assertTrue(page.more());
    }

    @Test
    void restFollowsWhenTheFirstIsAcknowledged() {
        // Given
        rig.append(BOX, numbers(FITTING + MORE));
        rig.attach(BOX, client);
        assertEquals(FITTING, client.delivered().size());
        assertEquals(0, client.caughtUp(BOX));

        // When
        rig.acknowledge(BOX, FITTING, client);

        // Then
        assertEquals(FITTING + MORE, client.delivered().size());
        assertEquals(1, client.caughtUp(BOX));
    }

    @Test
    void exactlyWhatFitsIsAll() {
        // Given
        rig.append(BOX, numbers(FITTING));

        // When
        rig.attach(BOX, client);

        // Then
        assertEquals(FITTING, client.delivered().size());
        assertEquals(1, client.caughtUp(BOX));
        assertFalse(client.recipient().hasRoom());
    }

    @Test
    void mailboxesOfOneConnectionShareTheBytes() {
        // Given
        rig.append(BOX, numbers(FITTING - 1));
        rig.append(OTHER, numbers(MORE));
        rig.attach(BOX, client);

        // When
        rig.attach(OTHER, client);
        int before = client.sequences(OTHER).size();
        rig.acknowledge(BOX, FITTING - 1, client);

        // Then
        assertEquals(1, before);
        assertEquals(MORE, client.sequences(OTHER).size());
        assertEquals(1, client.caughtUp(OTHER));
    }

    private static int[] numbers(int count) {
        return IntStream.rangeClosed(1, count).toArray();
    }
}
