package org.waystation.protocol.ratchet;

import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingPublicKey;

/**
 * What an initiator needs until the first answer: each ratchet message goes to the front door inside an introduction. Part of
 * the session and stored with it.
 */
public final class PendingIntroduction {
    private final IntroductionHeader header;
    private final SealingPublicKey introKey;

    PendingIntroduction(IntroductionHeader header, SealingPublicKey introKey) {
        this.header = header;
        this.introKey = introKey;
    }

    /**
     * An envelope of exactly that many bytes. The content of the ratchet message must have been at most {@link
     * Introduction#maxContentBytes} long; it needs no padding of its own.
     */
    public byte[] seal(byte[] ratchetMessage, int envelopeBytes, Entropy entropy) {
        return Introduction.seal(header, introKey, ratchetMessage, envelopeBytes, entropy);
    }

    IntroductionHeader header() {
        return header;
    }

    SealingPublicKey introKey() {
        return introKey;
    }
}
