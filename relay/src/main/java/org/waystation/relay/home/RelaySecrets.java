package org.waystation.relay.home;

import java.nio.ByteBuffer;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.RelayId;

/**
 * What makes a relay itself: its identity key, and the node secret from which the keys of rows and vouchers come.
 *
 * <pre>
 * version 2 | identity seed 32 | node secret 32 | checksum of that 8
 * </pre>
 *
 * Version 1 had no checksum.
 */
public final class RelaySecrets {
    private static final byte WITHOUT_CHECKSUM = 1;
    private static final byte VERSION = 2;
    private static final int ENCODED_BYTES = 1 + 2 * SecretKey32.BYTES;

    private final SigningKey identity;
    private final SecretKey32 nodeSecret;

    private RelaySecrets(SigningKey identity, SecretKey32 nodeSecret) {
        this.identity = identity;
        this.nodeSecret = nodeSecret;
    }

    /** A new relay. */
    public static RelaySecrets generate(Entropy entropy) {
        return new RelaySecrets(SigningKey.generate(entropy), SecretKey32.random(entropy));
    }

    static RelaySecrets decode(byte[] encoded) throws HomeTrouble {
        boolean older = encoded.length == ENCODED_BYTES;
        ByteBuffer buffer =
                older ? ByteBuffer.wrap(encoded) : Checksum.removed(encoded).orElseThrow(RelaySecrets::damaged);
        if (buffer.remaining() != ENCODED_BYTES || buffer.get() != (older ? WITHOUT_CHECKSUM : VERSION)) {
            throw damaged();
        }
        byte[] seed = new byte[SecretKey32.BYTES];
        byte[] secret = new byte[SecretKey32.BYTES];
        buffer.get(seed).get(secret);
        return new RelaySecrets(SigningKey.fromSeed(SecretKey32.copyOf(seed)), SecretKey32.copyOf(secret));
    }

    private static HomeTrouble damaged() {
        return HomeTrouble.damaged(SecretFiles.IDENTITY, "it is not what was written");
    }

    byte[] exposeBytes() {
        return Checksum.added(ByteBuffer.allocate(ENCODED_BYTES)
                .put(VERSION)
                .put(identity.seed().exposeBytes())
                .put(nodeSecret.exposeBytes())
                .array());
    }

    public SigningKey identity() {
        return identity;
    }

    public RelayId relay() {
        return RelayId.of(identity.verifyingKey().bytes());
    }

    /** Keys the hashes of mailbox ids and member keys in rows. */
    public SecretKey32 rowSecret() {
        return Kdf.key(Label.MAILBOX_ROW_KEY, nodeSecret);
    }

    /** Seals rows. */
    public SecretKey32 storeKey() {
        return Kdf.key(Label.STORE, nodeSecret);
    }

    /** Proves vouchers. */
    public SecretKey32 voucherKey() {
        return Kdf.key(Label.VOUCHER, nodeSecret);
    }

    @Override
    public String toString() {
        return "RelaySecrets[REDACTED]";
    }
}
