package org.waystation.protocol.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A slow hash of something public, for codes so short that speed is what an attacker lacks: Argon2id version 1.3 (RFC 9106).
 * The same input gives the same output everywhere and for ever, so cost and salt are fixed.
 */
public final class Stretch {
    public static final int BYTES = 32;
    public static final int MEMORY_KIB = 64 * 1024;
    public static final int PASSES = 3;
    public static final int LANES = 1;

    private Stretch() {}

    /** {@value #BYTES} bytes; the salt is the label as ASCII. Takes some hundred milliseconds and 64 MiB. */
    public static byte[] slowly(Label label, byte[] value) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(LANES)
                .withSalt(label.text().getBytes(StandardCharsets.US_ASCII))
                .build());
        byte[] stretched = new byte[BYTES];
        argon2.generateBytes(value, stretched);
        return stretched;
    }
}
