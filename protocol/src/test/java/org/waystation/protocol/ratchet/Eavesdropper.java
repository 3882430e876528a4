package org.waystation.protocol.ratchet;

import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * Has a copy of everything that a device held at one moment, and every message from then on; does with it what the device
 * would do, and what else can be computed.
 */
final class Eavesdropper {
    private final byte[] conversation;
    private final Entropy ownGuesses;
    private RatchetState state;

    Eavesdropper(Session copied, Entropy ownGuesses) {
        this.conversation = copied.conversation();
        this.state = copied.state();
        this.ownGuesses = ownGuesses;
    }

    /** What the victim sends: by the copied sending chain. */
    boolean readsFromVictim(byte[] message) {
        try {
            RatchetMessage parsed = RatchetMessage.parse(message, conversation);
            SendingChain chain = state.sending();
            int number = Header.decode(parsed.openHeader(chain.headerKey())).number();
            while (chain.next() < number) {
                chain = chain.advance();
            }
            parsed.openBody(chain.messageKey());
            state = new RatchetState(
                    state.keys(),
                    chain.advance(),
                    state.receiving(),
                    state.previousCount(),
                    state.ended(),
                    state.rekey(),
                    state.age());
            return true;
        } catch (CryptoRefused e) {
            return false;
        }
    }

    boolean readsToVictim(byte[] message) {
        return readsToVictim(message, ownGuesses);
    }

    /**
     * The same for whoever can compute X25519 private keys from public ones: the victim's newest ratchet key is known at once.
     * What ML-KEM draws stays unknown.
     */
    boolean readsToVictim(byte[] message, SecretKey32 newestRatchetKey) {
        boolean[] taken = new boolean[1];
        return readsToVictim(message, bytes -> {
            if (taken[0]) {
                ownGuesses.fill(bytes);
            } else {
                System.arraycopy(newestRatchetKey.exposeBytes(), 0, bytes, 0, bytes.length);
                taken[0] = true;
            }
        });
    }

    private boolean readsToVictim(byte[] message, Entropy entropy) {
        try {
            RatchetState.Outcome outcome = state.decrypt(RatchetMessage.parse(message, conversation), entropy);
            if (outcome instanceof RatchetState.Read read) {
                state = read.next();
                return true;
            }
            return false;
        } catch (CryptoRefused e) {
            return false;
        }
    }
}
