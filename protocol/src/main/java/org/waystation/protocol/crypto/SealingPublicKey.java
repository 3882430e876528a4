package org.waystation.protocol.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.prng.FixedSecureRandom;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMGenerator;
import org.bouncycastle.pqc.crypto.xwing.XWingPublicKeyParameters;

/**
 * Public key to which anybody can seal: HPKE (RFC 9180) in base mode with X-Wing, that is ML-KEM-768 together with X25519
 * (draft-connolly-cfrg-xwing-kem; KEM id 0x647a), HKDF-SHA256 (0x0001) and AES-256-GCM (0x0002); {@value #BYTES} bytes; a
 * value.
 *
 * <p>HPKE's info is the label and the caller's info, each with its length in front. One context seals one message.
 */
public final class SealingPublicKey {
    public static final int BYTES = 1216;

    /** Randomness that one encapsulation takes: 32 bytes for ML-KEM, then 32 for X25519. */
    private static final int ENCAPSULATION_SEED_BYTES = 64;

    private final PublicBytes encoded;
    private final XWingPublicKeyParameters parameters;

    private SealingPublicKey(PublicBytes encoded, XWingPublicKeyParameters parameters) {
        this.encoded = encoded;
        this.parameters = parameters;
    }

    /**
     * Refuses a wrong length, an ML-KEM half that fails the modulus check of FIPS 203, 7.2, and an X25519 half that {@link
     * AgreementPublicKey#of} refuses.
     */
    public static SealingPublicKey of(byte[] bytes) throws CryptoRefused {
        PublicBytes encoded = PublicBytes.ofLength(BYTES, bytes);
        AgreementPublicKey.of(Arrays.copyOfRange(bytes, BYTES - AgreementPublicKey.BYTES, BYTES));
        try {
            return new SealingPublicKey(encoded, new XWingPublicKeyParameters(encoded.raw()));
        } catch (IllegalArgumentException e) {
            throw new CryptoRefused();
        }
    }

    static SealingPublicKey trusted(XWingPublicKeyParameters parameters) {
        return new SealingPublicKey(PublicBytes.trusted(parameters.getEncoded()), parameters);
    }

    /** Seals one message; {@value Sealed#OVERHEAD_BYTES} bytes longer than the plaintext. */
    public Sealed seal(Label label, byte[] info, byte[] associated, byte[] plaintext, Entropy entropy) {
        return encapsulate(entropy).seal(label, info, associated, plaintext);
    }

    /** A fresh secret for one message. */
    public SealingSecret encapsulate(Entropy entropy) {
        SecretWithEncapsulation kem = encapsulate(entropy.bytes(ENCAPSULATION_SEED_BYTES));
        return new SealingSecret(kem.getEncapsulation(), kem.getSecret());
    }

    SecretWithEncapsulation encapsulate(byte[] seed) {
        return new XWingKEMGenerator(new FixedSecureRandom(seed)).generateEncapsulated(parameters);
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return encoded.copy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealingPublicKey that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "SealingPublicKey" + encoded;
    }
}
