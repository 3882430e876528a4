package org.waystation.relay.admission;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;

/**
 * The secret part of vouchers. A voucher proves by itself that this relay issued it, so that issuing one touches no store
 * and works while the relay runs; only used ones are remembered.
 *
 * <pre>
 * id 16 | expires 8 | keyed hash of both 32
 * </pre>
 */
public final class Vouchers {
    static final int ID_BYTES = 16;
    private static final int SIGNED_BYTES = ID_BYTES + Long.BYTES;

    private final SecretKey32 key;

    public Vouchers(SecretKey32 key) {
        this.key = key;
    }

    /** A voucher that this relay issued. */
    record Valid(Bytes id, Instant expiresAt) {}

    public Bytes issue(Instant expiresAt, Entropy entropy) {
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .put(entropy.bytes(ID_BYTES))
                .putLong(expiresAt.getEpochSecond())
                .array();
        byte[] proof = Kdf.mac(Label.VOUCHER, key, signed);
        return Bytes.wrap(ByteBuffer.allocate(signed.length + proof.length)
                .put(signed)
                .put(proof)
                .array());
    }

    /** The voucher, if this relay issued it. */
    Optional<Valid> check(Bytes secret) {
        if (secret.size() != SIGNED_BYTES + Kdf.MAC_BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = secret.asReadOnlyBuffer();
        byte[] signed = new byte[SIGNED_BYTES];
        buffer.get(signed);
        byte[] proof = new byte[Kdf.MAC_BYTES];
        buffer.get(proof);
        if (!Digest.constantTimeEquals(proof, Kdf.mac(Label.VOUCHER, key, signed))) {
            return Optional.empty();
        }
        ByteBuffer parts = ByteBuffer.wrap(signed);
        byte[] id = new byte[ID_BYTES];
        parts.get(id);
        return Optional.of(new Valid(Bytes.wrap(id), Instant.ofEpochSecond(parts.getLong())));
    }
}
