package org.waystation.protocol.ratchet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.waystation.protocol.crypto.AgreementPublicKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.rekey.Stored;

/**
 * Header of a ratchet message before it is encrypted, always of the same length:
 *
 * <pre>version 1 | sender's ratchet key 32 | messages in the previous chain 4 | number in this chain 4 | epoch 4</pre>
 *
 * @param epoch how many rekeys are in the root key that this chain came from
 */
record Header(AgreementPublicKey ratchetKey, int previousCount, int number, int epoch) {
    static final byte VERSION = 2;
    static final int BYTES = Byte.BYTES + AgreementPublicKey.BYTES + 3 * Integer.BYTES;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .put(ratchetKey.bytes())
                .putInt(previousCount)
                .putInt(number)
                .putInt(epoch)
                .array();
    }

    static Header decode(byte[] encoded) throws CryptoRefused {
        if (encoded.length != BYTES || encoded[0] != VERSION) {
            throw new CryptoRefused();
        }
        int keyEnd = Byte.BYTES + AgreementPublicKey.BYTES;
        ByteBuffer counts = ByteBuffer.wrap(encoded, keyEnd, BYTES - keyEnd);
        return new Header(
                AgreementPublicKey.of(Arrays.copyOfRange(encoded, Byte.BYTES, keyEnd)),
                Stored.count(counts.getInt()),
                Stored.count(counts.getInt()),
                Stored.count(counts.getInt()));
    }
}
