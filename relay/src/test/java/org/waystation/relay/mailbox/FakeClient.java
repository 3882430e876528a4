package org.waystation.relay.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.MailboxId;

/** A connection that only writes down what is pushed to it. */
final class FakeClient {
    private final List<FromRelay> pushed = new ArrayList<>();
    private final Recipient recipient;

    FakeClient(int window) {
        recipient = new Recipient(pushed::add, window);
    }

    Recipient recipient() {
        return recipient;
    }

    List<FromRelay> pushed() {
        return pushed;
    }

    /** Sequence numbers delivered of a mailbox, in order. */
    List<Long> sequences(MailboxId mailbox) {
        return pushed.stream()
                .filter(FromRelay.Deliver.class::isInstance)
                .map(FromRelay.Deliver.class::cast)
                .filter(each -> each.mailbox().equals(mailbox))
                .map(FromRelay.Deliver::sequence)
                .toList();
    }

    List<FromRelay.Deliver> delivered() {
        return pushed.stream()
                .filter(FromRelay.Deliver.class::isInstance)
                .map(FromRelay.Deliver.class::cast)
                .toList();
    }

    long caughtUp(MailboxId mailbox) {
        return pushed.stream().filter(new FromRelay.CaughtUp(mailbox)::equals).count();
    }

    boolean wasDetached(MailboxId mailbox) {
        return pushed.contains(new FromRelay.Detached(mailbox));
    }
}
