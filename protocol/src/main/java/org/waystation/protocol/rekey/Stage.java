package org.waystation.protocol.rekey;

import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;

/** Where an exchange stands, at one end. */
sealed interface Stage {
    /** No exchange is under way. */
    record Resting() implements Stage {}

    /** We offer: {@code next} is the block of our key to send next. The private key is expanded only when it is used. */
    record Offering(SecretBytes seed, Bytes publicKey, int next, Blocks answer) implements Stage {
        static Offering of(KemKey key) {
            return new Offering(key.seed(), Bytes.wrap(key.publicKey().bytes()), 0, Blocks.none(Rekey.ANSWER_BYTES));
        }

        Offering from(int block) {
            return new Offering(seed, publicKey, block, answer);
        }

        Offering with(Blocks more) {
            return new Offering(seed, publicKey, next, more);
        }

        KemKey key() {
            return KemKey.fromSeed(Rekey.SIZE, seed);
        }
    }

    /** We have the secret, and so has the peer: our next step mixes it in. */
    record Ready(SecretKey32 secret) implements Stage {}

    /** The peer offers; its key has come in part. */
    record Collecting(Bytes name, Blocks key) implements Stage {}

    /** We have encapsulated to the key of that name: {@code next} is the block of the answer to send next. */
    record Answering(Bytes name, Bytes answer, int next, SecretKey32 secret) implements Stage {
        Answering from(int block) {
            return new Answering(name, answer, block, secret);
        }
    }
}
