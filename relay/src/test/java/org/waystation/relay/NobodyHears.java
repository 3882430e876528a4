package org.waystation.relay;

import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.outbox.Outcome;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;

/** What an outbox reports to in tests that look at its rows only. */
public final class NobodyHears implements Outbox.Listener {
    @Override
    public boolean isAwaited(SubmissionId submission) {
        return false;
    }

    @Override
    public void onOutcome(SubmissionId submission, Outcome outcome) {}

    @Override
    public void onPumpWanted(RelayId partner) {}
}
