package org.waystation.protocol.rekey;

import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;

/** Where an exchange stands, at one end. */
sealed interface Stage {
    /** No exchange is under way. */
    record Resting() implements Stage {}

    /** We offer: {@code next} is the block of our key to send next. */
    record Offering(KemKey key, int next, Blocks ciphertext) implements Stage {}

    /** We have the secret, and so has the peer: our next step mixes it in. */
    record Ready(SecretKey32 secret) implements Stage {}

    /** The peer offers; its key has come in part. */
    record Collecting(Blocks key) implements Stage {}

    /** We have encapsulated: {@code next} is the block of the ciphertext to send next. */
    record Answering(Bytes ciphertext, int next, SecretKey32 secret) implements Stage {}
}
