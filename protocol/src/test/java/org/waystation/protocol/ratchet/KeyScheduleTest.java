package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.KemPublicKey;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.prekey.Identity;
import org.waystation.protocol.prekey.KemPrekey;
import org.waystation.protocol.prekey.PublicIdentity;

/**
 * The key schedules, against values computed from their description by a separate program in another language. No official
 * vectors of PQXDH or of the Double Ratchet exist. A change here changes the protocol.
 */
class KeyScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "false,9fe2dae3f333474d5939742e34be98e65bfc1a5c013dc4483a31128cea615774,"
                + "8886fd19437acd9b719377dfeb92a68f6ad189d493f3e8423d0b532f3e02a2f9,"
                + "5dac184286d72afc40762837fd4e32133289e26a7a395da623f7256413973244",
        "true,1658a7e8c5429653b440194f1e16f06fbb11af7d626282fd7190c99db948a8d7,"
                + "4f05bdcd84e5d651d16d232c627252277e7dcfacb22c93bb82266041fc90e51b,"
                + "a0c4d4e85f56373f3be16967e1b127f90c3bbacab6b9bf9ddbffa203dc294e4d"
    })
    void handshakeGivesRootKeyAndBothHeaderKeys(
            boolean oneTime, String root, String initiatorHeader, String responderHeader) {
        // When
        List<SecretKey32> keys = Handshake.keys(
                Handshake.material(key(1), key(2), key(3), oneTime ? Optional.of(key(4)) : Optional.empty(), key(5)));
        // Then
        assertEquals(List.of(key(root), key(initiatorHeader), key(responderHeader)), keys);
    }

    @Test
    void rootStepGivesRootChainAndHeaderKey() {
        // When
        RatchetKeys.RootStep step = RatchetKeys.RootStep.of(key(6), key(7), Optional.empty());
        // Then
        assertEquals(key("1b541d803d83e3c0e19867ec32587a3a83c8a97f2096da70a3939a41b318593d"), step.root());
        assertEquals(key("84d72925c8ea52c574e5bf4035a9c63dcbe73f0fb4ec7cd7aa0d6f6aadb00c19"), step.chainKey());
        assertEquals(key("829dc665d2ace722a285d3e33d312a167c60bc816b7c9c9942dcd675eb9bff67"), step.nextHeaderKey());
    }

    @Test
    void chainStepGivesMessageKeyAndNextChainKey() {
        assertEquals(
                key("2f44e1fe465ba7073fb3a1da7be54dd43b77c0f797b1adb720947373d49cd08e"), Chains.messageKey(key(8)));
        assertEquals(key("39040938dfcffb56b97f0f703c612f4272ef36d7d3427a4f2002fccab4dce376"), Chains.next(key(8)));
    }

    @Test
    void bodyAndHeaderAreEncryptedAsDescribed() throws CryptoRefused {
        byte[] text = "text".getBytes(StandardCharsets.US_ASCII);
        byte[] associated = "associated".getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                "9bab9d7473030a667c61e0ffd1856e74fa3228c3",
                HexFormat.of().formatHex(Aead.sealSalted(Label.RATCHET_BODY, key(9), new byte[0], associated, text)));
        assertArrayEquals(
                text,
                Aead.open(
                        Label.RATCHET_HEADER,
                        key(9),
                        associated,
                        HexFormat.of()
                                .parseHex("0101010101010101010101010101010136b51ee0b4d8a08ec27481ab54f76c47924d1e76")));
    }

    @Test
    void conversationIsBoundToEveryKeyOfBothPeopleAndToTheKemKey() {
        // Given
        Entropy entropy = new SeededEntropy(13);
        PublicIdentity ana = Identity.generate(entropy).publicIdentity();
        PublicIdentity bojan = Identity.generate(entropy).publicIdentity();
        PublicIdentity other = Identity.generate(entropy).publicIdentity();
        KemPublicKey kem = KemKey.generate(KemPrekey.SIZE, entropy).publicKey();
        // When
        Set<ByteBuffer> conversations = new HashSet<>();
        for (byte[] conversation : List.of(
                Handshake.conversation(ana, bojan, kem),
                Handshake.conversation(bojan, ana, kem),
                Handshake.conversation(
                        ana, bojan, KemKey.generate(KemPrekey.SIZE, entropy).publicKey()),
                Handshake.conversation(new PublicIdentity(other.signing(), ana.agreement()), bojan, kem),
                Handshake.conversation(new PublicIdentity(ana.signing(), other.agreement()), bojan, kem),
                Handshake.conversation(ana, new PublicIdentity(other.signing(), bojan.agreement()), kem),
                Handshake.conversation(ana, new PublicIdentity(bojan.signing(), other.agreement()), kem))) {
            conversations.add(ByteBuffer.wrap(conversation));
        }
        // Then
        assertEquals(7, conversations.size());
    }

    @Test
    void overheadIsTheSumOfItsParts() {
        assertEquals(45, Header.BYTES);
        assertEquals(77, RatchetMessage.HEADER_BYTES);
        assertEquals(93, RatchetMessage.OVERHEAD_BYTES);
        assertEquals(98, Session.OVERHEAD_BYTES);
    }

    private static SecretKey32 key(int filling) {
        byte[] bytes = new byte[SecretKey32.BYTES];
        Arrays.fill(bytes, (byte) filling);
        return SecretKey32.copyOf(bytes);
    }

    private static SecretKey32 key(String hex) {
        return SecretKey32.copyOf(HexFormat.of().parseHex(hex));
    }
}
