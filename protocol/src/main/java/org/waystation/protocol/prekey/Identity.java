package org.waystation.protocol.prekey;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SigningKey;

/** The private half of a {@link PublicIdentity}. */
public final class Identity {
    /** Stored form: Ed25519 seed, X25519 scalar. */
    public static final int ENCODED_BYTES = SigningKey.SEED_BYTES + AgreementKey.BYTES;

    private final SigningKey signing;
    private final AgreementKey agreement;
    private final PublicIdentity publicIdentity;

    private Identity(SigningKey signing, AgreementKey agreement) {
        this.signing = signing;
        this.agreement = agreement;
        this.publicIdentity = new PublicIdentity(signing.verifyingKey(), agreement.publicKey());
    }

    public static Identity generate(Entropy entropy) {
        return new Identity(SigningKey.generate(entropy), AgreementKey.generate(entropy));
    }

    public static Identity decode(SecretBytes encoded) throws CryptoRefused {
        if (encoded.length() != ENCODED_BYTES) {
            throw new CryptoRefused();
        }
        byte[] both = encoded.exposeBytes();
        SecretKey32 seed = SecretKey32.copyOf(Arrays.copyOf(both, SigningKey.SEED_BYTES));
        SecretKey32 scalar = SecretKey32.copyOf(Arrays.copyOfRange(both, SigningKey.SEED_BYTES, ENCODED_BYTES));
        Arrays.fill(both, (byte) 0);
        return new Identity(SigningKey.fromSeed(seed), AgreementKey.fromScalar(scalar));
    }

    public SecretBytes encode() {
        return SecretBytes.copyOf(ByteBuffer.allocate(ENCODED_BYTES)
                .put(signing.seed().exposeBytes())
                .put(agreement.scalar().exposeBytes())
                .array());
    }

    public PublicIdentity publicIdentity() {
        return publicIdentity;
    }

    /** For whatever else this person signs. */
    public SigningKey signing() {
        return signing;
    }

    /** Signs as this person: the label and the parts, each with its length in front; 64 bytes. */
    byte[] sign(Label label, byte[]... parts) {
        return signing.sign(label, parts);
    }

    public AgreementKey agreement() {
        return agreement;
    }

    public byte[] voucherForAgreementKey() {
        return sign(Label.IDENTITY, publicIdentity.agreement().bytes());
    }

    @Override
    public String toString() {
        return "Identity[redacted]";
    }
}
