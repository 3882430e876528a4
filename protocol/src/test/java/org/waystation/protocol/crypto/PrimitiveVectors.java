package org.waystation.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.waystation.protocol.vectors.ScriptedEntropy;
import org.waystation.protocol.vectors.VectorBlock;
import org.waystation.protocol.vectors.VectorCheck;

/** The cases of docs/vectors that are about one wrapper of this package. */
public final class PrimitiveVectors {
    private PrimitiveVectors() {}

    public static Map<String, VectorCheck> checks() {
        return Map.of(
                "parts", block -> result(block, Parts.join(label(block), block.all("part"))),
                "hash", block -> result(block, Digest.sha256(label(block), block.all("part"))),
                "mac", block -> result(block, Kdf.mac(label(block), key(block, "key"), block.all("part"))),
                "hkdf", PrimitiveVectors::hkdf,
                "sign", PrimitiveVectors::sign,
                "x25519", PrimitiveVectors::agree,
                "ed25519 key", PrimitiveVectors::signingKey,
                "ml-kem", PrimitiveVectors::encapsulate,
                "ml-kem implicit rejection", PrimitiveVectors::decapsulate);
    }

    private static void result(VectorBlock block, byte[] actual) {
        assertArrayEquals(block.bytes("result"), actual, block.toString());
    }

    private static SecretKey32 key(VectorBlock block, String name) {
        return SecretKey32.copyOf(block.bytes(name));
    }

    private static Label label(VectorBlock block) {
        return label(block.word("label"));
    }

    private static Label label(String text) {
        return Arrays.stream(Label.values())
                .filter(each -> each.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static void hkdf(VectorBlock block) {
        byte[] info = block.bytes("info");
        String text = new String(info, Integer.BYTES, info.length - Integer.BYTES, StandardCharsets.US_ASCII);
        byte[] expected = block.bytes("result");
        SecretBytes derived = Kdf.derive(
                label(text), SecretBytes.copyOf(block.bytes("secret")), block.bytes("salt"), expected.length);
        assertArrayEquals(expected, derived.exposeBytes(), block.toString());
    }

    private static void sign(VectorBlock block) throws CryptoRefused {
        SigningKey key = SigningKey.fromSeed(key(block, "private"));
        assertArrayEquals(block.bytes("public"), key.verifyingKey().bytes(), block.toString());
        result(block, key.sign(label(block), block.all("part")));
        assertTrue(
                VerifyingKey.of(block.bytes("public")).verify(block.bytes("result"), label(block), block.all("part")));
    }

    private static void agree(VectorBlock block) throws CryptoRefused {
        AgreementKey own = AgreementKey.fromScalar(key(block, "private"));
        SecretKey32 shared = own.agree(AgreementPublicKey.of(block.bytes("theirs")));
        assertArrayEquals(block.bytes("public"), own.publicKey().bytes(), block.toString());
        assertArrayEquals(block.bytes("shared"), shared.exposeBytes(), block.toString());
    }

    private static void signingKey(VectorBlock block) throws CryptoRefused {
        VerifyingKey read = VerifyingKey.of(block.bytes("public"));
        assertArrayEquals(
                read.bytes(),
                SigningKey.fromSeed(key(block, "private")).verifyingKey().bytes(),
                block.toString());
    }

    private static KemSize size(VectorBlock block) {
        return KemSize.valueOf("ML_KEM_" + block.number("size"));
    }

    private static KemKey kemKey(VectorBlock block) {
        return KemKey.fromSeed(size(block), SecretBytes.copyOf(block.bytes("seed")));
    }

    private static void encapsulate(VectorBlock block) throws CryptoRefused {
        Encapsulation made = KemPublicKey.of(size(block), block.bytes("public"))
                .encapsulate(ScriptedEntropy.of(block.bytes("message")));
        assertArrayEquals(block.bytes("public"), kemKey(block).publicKey().bytes(), block.toString());
        assertArrayEquals(block.bytes("ciphertext"), made.ciphertext(), block.toString());
        assertArrayEquals(block.bytes("shared"), made.secret().exposeBytes(), block.toString());
        decapsulate(block);
    }

    private static void decapsulate(VectorBlock block) throws CryptoRefused {
        SecretKey32 shared = kemKey(block).decapsulate(block.bytes("ciphertext"));
        assertArrayEquals(block.bytes("shared"), shared.exposeBytes(), block.toString());
    }
}
