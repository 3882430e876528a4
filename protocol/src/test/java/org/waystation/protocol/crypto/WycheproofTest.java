package org.waystation.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.waystation.protocol.crypto.Vectors.hex;
import static org.waystation.protocol.crypto.Vectors.isValid;
import static org.waystation.protocol.crypto.Vectors.name;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published attack vectors, run through our own wrappers and not against the libraries directly. */
class WycheproofTest {
    @Test
    void everySignatureVerifiesExactlyWhenItShould() throws IOException {
        int count = Vectors.forEach(
                "ed25519_test.json", (group, test) -> assertEquals(isValid(test), verifies(group, test), name(test)));
        assertNotEquals(0, count);
    }

    private static boolean verifies(JsonNode group, JsonNode test) {
        try {
            return VerifyingKey.of(hex(group.get("publicKey"), "pk")).verifyPlain(hex(test, "sig"), hex(test, "msg"));
        } catch (CryptoRefused e) {
            return false;
        }
    }

    @Test
    void everyAgreementIsRightOrRefused() throws IOException {
        int count = Vectors.forEach("x25519_test.json", (group, test) -> {
            byte[] shared = agree(test);
            if (isStrictlyBad(test)) {
                assertEquals(0, shared.length, name(test));
            } else {
                assertArrayEquals(hex(test, "shared"), shared, name(test));
            }
        });
        assertNotEquals(0, count);
    }

    /** RFC 7748 tolerates these; we do not. */
    private static boolean isStrictlyBad(JsonNode test) {
        Set<String> refused = Set.of("NonCanonicalPublic", "LowOrderPublic", "ZeroSharedSecret");
        for (JsonNode flag : test.get("flags")) {
            if (refused.contains(flag.asText())) {
                return true;
            }
        }
        return false;
    }

    private static byte[] agree(JsonNode test) {
        try {
            return AgreementKey.fromScalar(SecretKey32.copyOf(hex(test, "private")))
                    .agree(AgreementPublicKey.of(hex(test, "public")))
                    .exposeBytes();
        } catch (CryptoRefused e) {
            return new byte[0];
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKemCiphertextOpensToItsSecretOrIsRefused(KemSize size) throws IOException {
        int count = Vectors.forEach(file(size, "_test.json"), (group, test) -> {
            byte[] seed = hex(test, "seed");
            if (seed.length != KemKey.SEED_BYTES) {
                // A seed is never received from outside: ours to get right.
                assertEquals(false, isValid(test), name(test));
                return;
            }
            KemKey key = KemKey.fromSeed(size, SecretBytes.copyOf(seed));
            assertArrayEquals(isValid(test) ? hex(test, "K") : new byte[0], decapsulate(key, test), name(test));
            if (isValid(test)) {
                assertArrayEquals(hex(test, "ek"), key.publicKey().bytes(), name(test));
            }
        });
        assertNotEquals(0, count);
    }

    private static String file(KemSize size, String ending) {
        return size.name().replaceFirst("_", "").toLowerCase(Locale.ROOT) + ending;
    }

    private static byte[] decapsulate(KemKey key, JsonNode test) {
        try {
            return key.decapsulate(hex(test, "c")).exposeBytes();
        } catch (CryptoRefused e) {
            return new byte[0];
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyEncapsulationIsRightOrItsKeyIsRefused(KemSize size) throws IOException {
        int count = Vectors.forEach(file(size, "_encaps_test.json"), (group, test) -> {
            boolean made = false;
            try {
                Encapsulation made2 = KemPublicKey.of(size, hex(test, "ek")).encapsulate(hex(test, "m"));
                made = true;
                assertArrayEquals(hex(test, "c"), made2.ciphertext(), name(test));
                assertArrayEquals(hex(test, "K"), made2.secret().exposeBytes(), name(test));
            } catch (CryptoRefused e) {
                assertEquals(false, made, name(test));
            }
            assertEquals(isValid(test), made, name(test));
        });
        assertNotEquals(0, count);
    }

    @Test
    void everyDerivationIsRightOrItsLengthIsRefused() throws IOException {
        int count = Vectors.forEach("hkdf_sha256_test.json", (group, test) -> {
            byte[] output;
            try {
                output = Kdf.hkdf(
                        hex(test, "ikm"),
                        hex(test, "salt"),
                        hex(test, "info"),
                        test.get("size").asInt());
            } catch (IllegalArgumentException e) {
                output = new byte[0];
            }
            assertArrayEquals(isValid(test) ? hex(test, "okm") : new byte[0], output, name(test));
        });
        assertNotEquals(0, count);
    }

    @Test
    void everyTagMatchesExactlyWhenItShould() throws IOException {
        int count = Vectors.forEach("hmac_sha256_test.json", (group, test) -> {
            byte[] expected = hex(test, "tag");
            byte[] tag = Arrays.copyOf(Kdf.hmac(hex(test, "key"), hex(test, "msg")), expected.length);
            assertEquals(isValid(test), Digest.constantTimeEquals(expected, tag), name(test));
        });
        assertNotEquals(0, count);
    }

    @Test
    void everyCiphertextOpensExactlyWhenItShould() throws IOException {
        int count = Vectors.forEach("aes_gcm_test.json", (group, test) -> {
            boolean ours = group.get("keySize").asInt() == Aead.KEY_BYTES * Byte.SIZE
                    && group.get("ivSize").asInt() == Aead.NONCE_BYTES * Byte.SIZE;
            if (ours) {
                assertEquals(isValid(test), opens(test), name(test));
            }
        });
        assertNotEquals(0, count);
    }

    private static boolean opens(JsonNode test) {
        byte[] keyAndNonce = concat(hex(test, "key"), hex(test, "iv"));
        byte[] input = concat(hex(test, "ct"), hex(test, "tag"));
        try {
            for (Symmetric each : List.of(new JdkSymmetric(), new BouncySymmetric())) {
                assertArrayEquals(hex(test, "msg"), each.decrypt(keyAndNonce, hex(test, "aad"), input));
            }
            return true;
        } catch (CryptoRefused e) {
            return false;
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
