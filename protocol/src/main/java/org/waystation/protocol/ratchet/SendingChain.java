package org.waystation.protocol.ratchet;

import org.waystation.protocol.crypto.SecretKey32;

/** Where the next message to send gets its keys from; {@code next} is its number (Ns). */
record SendingChain(SecretKey32 headerKey, SecretKey32 chainKey, int next) {
    SecretKey32 messageKey() {
        return Chains.messageKey(chainKey);
    }

    SendingChain advance() {
        return new SendingChain(headerKey, Chains.next(chainKey), Math.incrementExact(next));
    }
}
