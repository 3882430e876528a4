package org.waystation.federation.outbox;

import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;

/** What became of a submission. */
public sealed interface Outcome {

    /** The other relay answered; only the client can read what. */
    record Answered(Bytes reply) implements Outcome {}

    /** It will never be carried, or never be answered. */
    record Failed(FaultNumber fault) implements Outcome {}
}
