package org.waystation.protocol.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * How a passphrase becomes a key: Argon2id version 1.3 (RFC 9106), its cost and a salt. Not secret itself; stored beside what
 * the key protects, {@value #ENCODED_BYTES} bytes: version, memory, passes, lanes, salt.
 */
public final class PassphraseKey {
    public static final int SALT_BYTES = 16;
    public static final int ENCODED_BYTES = Byte.BYTES + 3 * Integer.BYTES + SALT_BYTES;

    private static final byte VERSION = 1;

    /**
     * What one guess costs. Bounds keep a damaged or hostile file from asking for all memory or for next to nothing.
     *
     * @param memoryKib 8 MiB to 1 GiB
     * @param passes 1 to 64
     * @param lanes 1 to 16
     */
    public record Cost(int memoryKib, int passes, int lanes) {
        /** 64 MiB and three passes in one lane: about a quarter of a second on a small machine. */
        public static final Cost INTERACTIVE = new Cost(64 * 1024, 3, 1);

        private static final int MIN_MEMORY_KIB = 8 * 1024;
        private static final int MAX_MEMORY_KIB = 1024 * 1024;
        private static final int MAX_PASSES = 64;
        private static final int MAX_LANES = 16;

        public Cost {
            boolean fits = memoryKib >= MIN_MEMORY_KIB
                    && memoryKib <= MAX_MEMORY_KIB
                    && passes >= 1
                    && passes <= MAX_PASSES
                    && lanes >= 1
                    && lanes <= MAX_LANES;
            if (!fits) {
                throw new IllegalArgumentException("cost of a passphrase is out of bounds");
            }
        }
    }

    private final Cost cost;
    private final byte[] salt;

    private PassphraseKey(Cost cost, byte[] salt) {
        this.cost = cost;
        this.salt = salt;
    }

    /** With a fresh salt. */
    public static PassphraseKey create(Cost cost, Entropy entropy) {
        return new PassphraseKey(cost, entropy.bytes(SALT_BYTES));
    }

    /** Refuses a wrong length, an unknown version and a cost out of bounds. */
    public static PassphraseKey decode(byte[] encoded) throws CryptoRefused {
        if (encoded.length != ENCODED_BYTES || encoded[0] != VERSION) {
            throw new CryptoRefused();
        }
        ByteBuffer fields = ByteBuffer.wrap(encoded, Byte.BYTES, ENCODED_BYTES - Byte.BYTES);
        try {
            Cost cost = new Cost(fields.getInt(), fields.getInt(), fields.getInt());
            return new PassphraseKey(cost, Arrays.copyOfRange(encoded, ENCODED_BYTES - SALT_BYTES, ENCODED_BYTES));
        } catch (IllegalArgumentException e) {
            throw new CryptoRefused();
        }
    }

    public byte[] encode() {
        return ByteBuffer.allocate(ENCODED_BYTES)
                .put(VERSION)
                .putInt(cost.memoryKib())
                .putInt(cost.passes())
                .putInt(cost.lanes())
                .put(salt)
                .array();
    }

    public Cost cost() {
        return cost;
    }

    /** The key of this passphrase, taken as UTF-8; slow by purpose. The caller wipes the array. */
    public SecretKey32 derive(char[] passphrase) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        byte[] key = new byte[SecretKey32.BYTES];
        argon2.generateBytes(passphrase, key);
        return SecretKey32.wrap(key);
    }
}
