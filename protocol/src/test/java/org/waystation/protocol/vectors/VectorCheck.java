package org.waystation.protocol.vectors;

import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.fault.ProtocolViolation;

/** Does with the program what a case describes, and compares what the case says of the result. */
@FunctionalInterface
public interface VectorCheck {
    /** Throws one of the two exceptions exactly where the program refuses the case. */
    void run(VectorBlock block) throws CryptoRefused, ProtocolViolation;
}
