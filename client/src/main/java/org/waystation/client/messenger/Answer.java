package org.waystation.client.messenger;

import java.time.Duration;
import java.util.Optional;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;

/** What to do with the answer to one request. An answer of a kind that was not asked for is the relay's fault. */
interface Answer {
    default void onDone(Turn turn) throws ProtocolViolation {
        throw new ProtocolViolation(FaultCode.OUT_OF_PLACE);
    }

    /** {@code waitsBecause}: why a submission will not go soon. */
    default void onDone(Turn turn, Optional<FaultNumber> waitsBecause) throws ProtocolViolation {
        onDone(turn);
    }

    default void onCard(Turn turn, Bytes card) throws ProtocolViolation {
        throw new ProtocolViolation(FaultCode.OUT_OF_PLACE);
    }

    default void onStock(Turn turn, FromRelay.PrekeyStock stock) throws ProtocolViolation {
        throw new ProtocolViolation(FaultCode.OUT_OF_PLACE);
    }

    /** {@code retryAfter}: zero for no advice. */
    void onRefused(Turn turn, FaultNumber fault, Duration retryAfter) throws ProtocolViolation;

    /** Nothing depends on it: what was asked for will be asked for again if it is still needed. */
    static Answer ignored() {
        return new Answer() {
            @Override
            public void onDone(Turn turn) {}

            @Override
            public void onRefused(Turn turn, FaultNumber fault, Duration retryAfter) {}
        };
    }
}
