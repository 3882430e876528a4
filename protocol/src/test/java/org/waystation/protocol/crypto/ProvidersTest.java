package org.waystation.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 1_024, MAX_BYTES})
    void aCipherThatIsKeptGivesTheSameBytesRowAfterRow(int length) throws CryptoRefused {
        // Given
        byte[] key = bytes(Aead.KEY_BYTES);
        List<KeptCipher> kept = List.of(jdk.keep(key), bouncy.keep(key));
        for (int row = 0; row < 3; row++) {
            byte[] nonce = bytes(Aead.NONCE_BYTES);
            byte[] associated = bytes(random.nextInt(100));
            byte[] input = bytes(length);
            byte[] expected = jdk.encrypt(joined(key, nonce), associated, input);
            for (KeptCipher each : kept) {
                // When
                byte[] output = new byte[3 + expected.length];
                each.encrypt(nonce, associated, input, output, 3);
                // Then
                assertArrayEquals(expected, Arrays.copyOfRange(output, 3, output.length));
                assertArrayEquals(input, each.decrypt(nonce, associated, output, 3));
                output[output.length - 1] ^= 1;
                assertThrows(CryptoRefused.class, () -> each.decrypt(nonce, associated, output, 3));
            }
        }
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

    private static byte[] joined(byte[] key, byte[] nonce) {
        byte[] both = Arrays.copyOf(key, key.length + nonce.length);
        System.arraycopy(nonce, 0, both, key.length, nonce.length);
        return both;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
