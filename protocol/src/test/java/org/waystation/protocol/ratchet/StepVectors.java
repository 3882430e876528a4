package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.envelope.Padding;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.vectors.ScriptedEntropy;
import org.waystation.protocol.vectors.VectorBlock;
import org.waystation.protocol.vectors.VectorCheck;

/** The cases of docs/vectors that are about one step of the ratchet or one message. */
final class StepVectors {
    private static final int KEY_AND_NONCE_BYTES = 44;

    private StepVectors() {}

    static Map<String, VectorCheck> checks() {
        return Map.of(
                "pad", StepVectors::pad,
                "root step", block -> rootStep(block, Optional.empty()),
                "mixing step", block -> rootStep(block, Optional.of(key(block, "rekey_secret"))),
                "chain step", StepVectors::chainStep,
                "message", StepVectors::message);
    }

    static SecretKey32 key(VectorBlock block, String name) {
        return SecretKey32.copyOf(block.bytes(name));
    }

    private static void pad(VectorBlock block) throws ProtocolViolation {
        byte[] padded = block.bytes("padded");
        assertArrayEquals(Padding.unpad(padded), block.bytes("value"), block.toString());
        assertArrayEquals(padded, Padding.pad(block.bytes("value"), padded.length), block.toString());
    }

    private static void rootStep(VectorBlock block, Optional<SecretKey32> rekey) {
        RatchetKeys.RootStep step = RatchetKeys.RootStep.of(key(block, "root_key"), key(block, "dh"), rekey);
        assertEquals(key(block, "next_root_key"), step.root(), block.toString());
        assertEquals(key(block, "chain_key"), step.chainKey(), block.toString());
        assertEquals(key(block, "next_header_key"), step.nextHeaderKey(), block.toString());
    }

    private static void chainStep(VectorBlock block) {
        SecretKey32 chain = key(block, "chain_key");
        assertEquals(key(block, "message_key"), Chains.messageKey(chain), block.toString());
        assertEquals(key(block, "next_chain_key"), Chains.next(chain), block.toString());
    }

    private static void message(VectorBlock block) throws CryptoRefused {
        byte[] conversation = block.bytes("conversation");
        byte[] header = block.bytes("header");
        SecretKey32 headerKey = key(block, "header_key");
        keysAreDerived(block);
        byte[] sealed =
                Aead.seal(Label.RATCHET_HEADER, headerKey, conversation, header, ScriptedEntropy.of(block, "salt"));
        byte[] message =
                RatchetMessage.encode(sealed, conversation, key(block, "message_key"), block.bytes("plaintext"));
        assertArrayEquals(block.bytes("message"), message, block.toString());
        RatchetMessage read = RatchetMessage.parse(message, conversation);
        assertArrayEquals(header, Header.decode(read.openHeader(headerKey)).encode(), block.toString());
        assertArrayEquals(block.bytes("plaintext"), read.openBody(key(block, "message_key")), block.toString());
    }

    private static void keysAreDerived(VectorBlock block) {
        isCut(block, "header", derived(Label.RATCHET_HEADER, block.bytes("header_key"), block.bytes("salt")));
        isCut(block, "body", derived(Label.RATCHET_BODY, block.bytes("message_key"), block.bytes("salt")));
    }

    private static byte[] derived(Label label, byte[] key, byte[] salt) {
        return Kdf.derive(label, SecretBytes.copyOf(key), salt, KEY_AND_NONCE_BYTES)
                .exposeBytes();
    }

    private static void isCut(VectorBlock block, String part, byte[] keyAndNonce) {
        assertArrayEquals(
                block.bytes(part + "_cipher_key"), Arrays.copyOf(keyAndNonce, SecretKey32.BYTES), block.toString());
        assertArrayEquals(
                block.bytes(part + "_nonce"),
                Arrays.copyOfRange(keyAndNonce, SecretKey32.BYTES, KEY_AND_NONCE_BYTES),
                block.toString());
    }
}
