package org.waystation.protocol.ratchet;

import java.util.NavigableMap;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.SecretKey32;

/** Where messages of the peer's current chain get their keys from; {@code next} is the number not yet reached (Nr). */
record ReceivingChain(SecretKey32 headerKey, SecretKey32 chainKey, int next, SkippedKeys skipped) {
    static ReceivingChain fresh(SecretKey32 headerKey, SecretKey32 chainKey) {
        return new ReceivingChain(headerKey, chainKey, 0, SkippedKeys.NONE);
    }

    SecretKey32 messageKey() {
        return Chains.messageKey(chainKey);
    }

    ReceivingChain advance() {
        return new ReceivingChain(headerKey, Chains.next(chainKey), Math.incrementExact(next), skipped);
    }

    /** Puts the keys of all numbers below {@code until} aside, on that day of the session. Refuses to do too much work at once. */
    ReceivingChain skipTo(int until, int day) throws CryptoRefused {
        if (until == next) {
            return this;
        }
        if (until < next || until - next > SkipLimits.MAX_SKIP) {
            throw new CryptoRefused();
        }
        NavigableMap<Integer, SkippedKey> keys = skipped.copy();
        SecretKey32 chain = chainKey;
        for (int number = next; number < until; number++) {
            keys.put(number, new SkippedKey(Chains.messageKey(chain), day));
            chain = Chains.next(chain);
        }
        return new ReceivingChain(headerKey, chain, until, SkippedKeys.of(keys));
    }

    ReceivingChain withSkipped(SkippedKeys keys) {
        return new ReceivingChain(headerKey, chainKey, next, keys);
    }

    EndedChain end() {
        return new EndedChain(headerKey, skipped);
    }
}
