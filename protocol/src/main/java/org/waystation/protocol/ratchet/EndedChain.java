package org.waystation.protocol.ratchet;

import org.waystation.protocol.crypto.SecretKey32;

/** What is kept of a receiving chain that the peer has left: enough to read its stragglers and to know its repetitions. */
record EndedChain(SecretKey32 headerKey, SkippedKeys skipped) {
    EndedChain withSkipped(SkippedKeys keys) {
        return new EndedChain(headerKey, keys);
    }
}
