package org.waystation.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform's primitives and those of Bouncy Castle behind them are the same functions. */
class ProvidersTest {
    private static final int MAX_BYTES = 3_000;

    private final Symmetric jdk = JdkSymmetric.find().orElseThrow();
    private final Symmetric bouncy = new BouncySymmetric();
    private final Random random = new Random(5);

    @Test
    void theFasterOneIsChosenWhereItIs() {
        assertInstanceOf(JdkSymmetric.class, Symmetric.CHOSEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 1_024, MAX_BYTES})
    void bothGiveTheSameBytesForAnyLength(int length) throws CryptoRefused {
        // Given
        byte[] input = bytes(length);
        byte[] associated = bytes(random.nextInt(100));
        byte[] key = bytes(32);
        byte[] keyAndNonce = bytes(Aead.KEY_BYTES + Aead.NONCE_BYTES);
        // When
        byte[] encrypted = jdk.encrypt(keyAndNonce, associated, input);
        // Then
        assertArrayEquals(jdk.sha256(input), bouncy.sha256(input));
        assertArrayEquals(jdk.hmac(key, input, associated), bouncy.hmac(key, input, associated));
        assertArrayEquals(encrypted, bouncy.encrypt(keyAndNonce, associated, input));
        assertArrayEquals(input, jdk.decrypt(keyAndNonce, associated, encrypted));
        assertArrayEquals(input, bouncy.decrypt(keyAndNonce, associated, encrypted));
    }

    @Test
    void bothRefuseTheSame() {
        // Given
        byte[] keyAndNonce = bytes(Aead.KEY_BYTES + Aead.NONCE_BYTES);
        byte[] good = jdk.encrypt(keyAndNonce, new byte[] {1}, bytes(20));
        for (Symmetric each : List.of(jdk, bouncy)) {
            for (int at = 0; at < good.length; at++) {
                byte[] changed = good.clone();
                changed[at] ^= 1;
                assertThrows(CryptoRefused.class, () -> each.decrypt(keyAndNonce, new byte[] {1}, changed));
            }
            assertThrows(CryptoRefused.class, () -> each.decrypt(keyAndNonce, new byte[] {2}, good));
            assertThrows(CryptoRefused.class, () -> each.decrypt(keyAndNonce, new byte[] {1}, new byte[15]));
            assertThrows(CryptoRefused.class, () -> each.decrypt(keyAndNonce, new byte[] {1}, new byte[0]));
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
