package org.waystation.relay.crash;

import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.sealed.SealedRequest;

/** A message on its way, and what its sender was told about it. Confined to the driver's thread. */
final class Letter {
    private final EnvelopeId envelope;
    private final SealedRequest.ForSending request;
    private final ToRelay.Submit submit;
    private boolean taken;
    private boolean appended;
    private boolean refused;

    Letter(EnvelopeId envelope, SealedRequest.ForSending request, ToRelay.Submit submit) {
        this.envelope = envelope;
        this.request = request;
        this.submit = submit;
    }

    EnvelopeId envelope() {
        return envelope;
    }

    SealedRequest.ForSending request() {
        return request;
    }

    ToRelay.Submit submit() {
        return submit;
    }

    /** Whether the carrying relay has said that it has it. */
    boolean isTaken() {
        return taken;
    }

    void onTaken() {
        taken = true;
    }

    /** Whether the carrying relay has ever refused it for a time. */
    boolean wasRefused() {
        return refused;
    }

    void onRefused() {
        refused = true;
    }

    /** Whether the receiving relay has said that it is in the mailbox. */
    boolean isAppended() {
        return appended;
    }

    void onAppended() {
        appended = true;
    }
}
