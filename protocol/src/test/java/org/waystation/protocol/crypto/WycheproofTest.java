package org.waystation.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.waystation.protocol.crypto.Wycheproof.Treatment.ACCEPTED;
import static org.waystation.protocol.crypto.Wycheproof.Treatment.NOT_OURS;
import static org.waystation.protocol.crypto.Wycheproof.Treatment.REFUSED;
import static org.waystation.protocol.crypto.Wycheproof.hex;
import static org.waystation.protocol.crypto.Wycheproof.isValid;
import static org.waystation.protocol.crypto.Wycheproof.name;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.protocol.crypto.Wycheproof.Check;
import org.waystation.protocol.crypto.Wycheproof.Tally;
import org.waystation.protocol.crypto.Wycheproof.Treatment;
import org.waystation.protocol.vectors.ScriptedEntropy;

/** The published attack vectors, run through our own wrappers and not against the libraries directly. */
class WycheproofTest {
    private static final String SIGNATURES = "ed25519_test.json";
    private static final String AGREEMENTS = "x25519_test.json";
    private static final String DERIVATIONS = "hkdf_sha256_test.json";
    private static final String TAGS = "hmac_sha256_test.json";
    private static final String CIPHERTEXTS = "aes_gcm_test.json";

    /** RFC 7748 tolerates these; we do not. */
    private static final Set<String> BAD_POINTS = Set.of("NonCanonicalPublic", "LowOrderPublic", "ZeroSharedSecret");

    /** Primitives that nothing here is made of, and that have no wrapper. */
    static Set<String> notUsed() {
        return Set.of("chacha20_poly1305_test.json", "xchacha20_poly1305_test.json", "hkdf_sha512_test.json");
    }

    @Test
    void everyFileIsRunOrSaidNotToBe() throws IOException {
        // Given
        Set<String> known = new TreeSet<>(Set.of(SIGNATURES, AGREEMENTS, DERIVATIONS, TAGS, CIPHERTEXTS));
        known.addAll(notUsed());
        for (KemSize size : KemSize.values()) {
            known.add(file(size, "_test.json"));
            known.add(file(size, "_encaps_test.json"));
        }
        // When
        Set<String> files = Wycheproof.files();
        // Then
        assertEquals(known, files);
    }

    @ParameterizedTest
    @MethodSource
    void notUsed(String file) throws IOException {
        assertNotEquals(0, Wycheproof.leaveOut(file));
    }

    /** Every case that is ours must meet with what the file says of it. */
    private static Tally runStrictly(String file, Check check) throws IOException {
        Tally tally = Wycheproof.run(file, (group, test) -> {
            Treatment treatment = check.run(group, test);
            if (treatment != NOT_OURS) {
                assertEquals(isValid(test) ? ACCEPTED : REFUSED, treatment, name(test));
            }
            return treatment;
        });
        assertNotEquals(0, tally.of("valid", ACCEPTED));
        assertNotEquals(0, tally.of("invalid", REFUSED));
        return tally;
    }

    @Test
    void everySignatureVerifiesExactlyWhenItShould() throws IOException {
        runStrictly(SIGNATURES, (group, test) -> {
            try {
                VerifyingKey key = VerifyingKey.of(hex(group.get("publicKey"), "pk"));
                return key.verifyPlain(hex(test, "sig"), hex(test, "msg")) ? ACCEPTED : REFUSED;
            } catch (CryptoRefused e) {
                return REFUSED;
            }
        });
    }

    @Test
    void everyAgreementIsRightOrRefused() throws IOException {
        // When
        Tally tally = Wycheproof.run(AGREEMENTS, (group, test) -> {
            Treatment treatment = agree(test);
            assertEquals(isBadPoint(test) ? REFUSED : ACCEPTED, treatment, name(test));
            return treatment;
        });
        // Then
        assertEquals(0, tally.of("valid", REFUSED));
        assertNotEquals(0, tally.of("valid", ACCEPTED));
        assertNotEquals(0, tally.of("acceptable", REFUSED));
    }

    private static boolean isBadPoint(JsonNode test) {
        for (JsonNode flag : test.get("flags")) {
            if (BAD_POINTS.contains(flag.asText())) {
                return true;
            }
        }
        return false;
    }

    private static Treatment agree(JsonNode test) {
        try {
            SecretKey32 shared = AgreementKey.fromScalar(SecretKey32.copyOf(hex(test, "private")))
                    .agree(AgreementPublicKey.of(hex(test, "public")));
            assertArrayEquals(hex(test, "shared"), shared.exposeBytes(), name(test));
            return ACCEPTED;
        } catch (CryptoRefused e) {
            return REFUSED;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKemCiphertextOpensToItsSecretOrIsRefused(KemSize size) throws IOException {
        runStrictly(file(size, "_test.json"), (group, test) -> decapsulate(size, test));
    }

    private static String file(KemSize size, String ending) {
        return size.name().replaceFirst("_", "").toLowerCase(Locale.ROOT) + ending;
    }

    private static Treatment decapsulate(KemSize size, JsonNode test) {
        try {
            KemKey key = KemKey.fromSeed(size, SecretBytes.copyOf(hex(test, "seed")));
            SecretKey32 secret = key.decapsulate(hex(test, "c"));
            assertArrayEquals(hex(test, "K"), secret.exposeBytes(), name(test));
            assertArrayEquals(hex(test, "ek"), key.publicKey().bytes(), name(test));
            return ACCEPTED;
        } catch (CryptoRefused | IllegalArgumentException e) {
            // A seed is never received from outside; one of a wrong length is our own bug.
            return REFUSED;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyEncapsulationIsRightOrItsKeyIsRefused(KemSize size) throws IOException {
        runStrictly(file(size, "_encaps_test.json"), (group, test) -> {
            try {
                Encapsulation made =
                        KemPublicKey.of(size, hex(test, "ek")).encapsulate(ScriptedEntropy.of(hex(test, "m")));
                assertArrayEquals(hex(test, "c"), made.ciphertext(), name(test));
                assertArrayEquals(hex(test, "K"), made.secret().exposeBytes(), name(test));
                return ACCEPTED;
            } catch (CryptoRefused e) {
                return REFUSED;
            }
        });
    }

    @Test
    void everyDerivationIsRightOrItsLengthIsRefused() throws IOException {
        runStrictly(DERIVATIONS, (group, test) -> {
            byte[] output;
            try {
                int length = test.get("size").asInt();
                output = Kdf.hkdf(hex(test, "ikm"), hex(test, "salt"), hex(test, "info"), length);
            } catch (IllegalArgumentException e) {
                return REFUSED;
            }
            assertArrayEquals(hex(test, "okm"), output, name(test));
            return ACCEPTED;
        });
    }

    /** Half of the cases show only the first bytes of a tag; ours are never cut, so these compare what is shown. */
    @Test
    void everyTagMatchesExactlyWhenItShould() throws IOException {
        runStrictly(TAGS, (group, test) -> {
            byte[] expected = hex(test, "tag");
            byte[] tag = Arrays.copyOf(Kdf.hmac(hex(test, "key"), hex(test, "msg")), expected.length);
            return Digest.constantTimeEquals(expected, tag) ? ACCEPTED : REFUSED;
        });
    }

    /** With both providers. Only keys of 256 bits and nonces of 96 exist here. */
    @Test
    void everyCiphertextOpensExactlyWhenItShould() throws IOException {
        runStrictly(CIPHERTEXTS, (group, test) -> {
            if (!isOurs(group)) {
                return NOT_OURS;
            }
            Treatment treatment = open(JdkSymmetric.find().orElseThrow(), test);
            assertEquals(treatment, open(new BouncySymmetric(), test), name(test));
            return treatment;
        });
    }

    private static boolean isOurs(JsonNode group) {
        return group.get("keySize").asInt() == Aead.KEY_BYTES * Byte.SIZE
                && group.get("ivSize").asInt() == Aead.NONCE_BYTES * Byte.SIZE;
    }

    private static Treatment open(Symmetric provider, JsonNode test) {
        byte[] keyAndNonce = concat(hex(test, "key"), hex(test, "iv"));
        byte[] sealed = concat(hex(test, "ct"), hex(test, "tag"));
        try {
            assertArrayEquals(hex(test, "msg"), provider.decrypt(keyAndNonce, hex(test, "aad"), sealed), name(test));
        } catch (CryptoRefused e) {
            return REFUSED;
        }
        assertArrayEquals(sealed, provider.encrypt(keyAndNonce, hex(test, "aad"), hex(test, "msg")), name(test));
        return ACCEPTED;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
