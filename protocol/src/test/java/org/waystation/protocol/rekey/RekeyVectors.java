package org.waystation.protocol.rekey;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.vectors.ScriptedEntropy;
import org.waystation.protocol.vectors.VectorBlock;
import org.waystation.protocol.vectors.VectorCheck;

/** The cases of docs/vectors that are about one part of a rekey. */
public final class RekeyVectors {
    private static final RekeySchedule AT_ONCE = new RekeySchedule(1, Duration.ofDays(1));
    private static final int ROOM = 4_096;

    private RekeyVectors() {}

    public static Map<String, VectorCheck> checks() {
        return Map.of("piece", RekeyVectors::piece, "rekey secret", RekeyVectors::secret);
    }

    private static void piece(VectorBlock block) throws CryptoRefused {
        ByteBuffer plaintext = ByteBuffer.wrap(block.bytes("plaintext"));
        if (Piece.isNothing(plaintext)) {
            plaintext.get();
            assertEquals("nothing", block.word("kind"));
        } else {
            Piece read = Piece.read(plaintext);
            assertEquals(block.word("kind"), read.kind().name().toLowerCase(Locale.ROOT), block.toString());
            assertEquals(block.number("epoch"), read.epoch(), block.toString());
            assertEquals(block.number("first"), read.first(), block.toString());
            assertEquals(Bytes.wrap(block.bytes("name")), read.name(), block.toString());
            assertArrayEquals(block.bytes("blocks"), read.blocks().toByteArray(), block.toString());
        }
        byte[] rest = new byte[plaintext.remaining()];
        plaintext.get(rest);
        assertArrayEquals(block.bytes("rest"), rest, block.toString());
    }

    /** A whole exchange in two messages, each with room for all of its piece. */
    private static void secret(VectorBlock block) throws CryptoRefused {
        int epoch = block.number("epoch");
        Rekey offering = resting(epoch % 2 == 1, epoch - 1);
        Rekey answering = resting(epoch % 2 == 0, epoch - 1);
        Rekey.Written offer = offering.write(ROOM, AT_ONCE, 1, ScriptedEntropy.of(block.bytes("kem_seed")));
        answering = read(answering, offer, block, ScriptedEntropy.of(block.bytes("kem_message")));
        Rekey.Written answer = answering.write(ROOM, AT_ONCE, 1, ScriptedEntropy.of());
        offering = read(offer.next(), answer, block, ScriptedEntropy.of());
        assertArrayEquals(block.bytes("kem_public"), blocks(offer), block.toString());
        assertArrayEquals(answer(block), blocks(answer), block.toString());
        assertEquals(Bytes.wrap(block.bytes("name")), name(offer), block.toString());
        assertEquals(name(offer), name(answer), block.toString());
        SecretKey32 expected = SecretKey32.copyOf(block.bytes("rekey_secret"));
        assertEquals(expected, offering.step(epoch - 1).sending().orElseThrow(), block.toString());
        assertEquals(expected, answering.step(epoch).receiving().orElseThrow(), block.toString());
    }

    private static Rekey resting(boolean isInitiator, int epoch) {
        return new Rekey(isInitiator, epoch, 0, 0, new Stage.Resting());
    }

    private static Rekey read(Rekey reader, Rekey.Written written, VectorBlock block, ScriptedEntropy entropy)
            throws CryptoRefused {
        Rekey after = reader.read(ByteBuffer.wrap(written.piece().toByteArray()), block.bytes("conversation"), entropy);
        assertTrue(entropy.isSpent(), block.toString());
        return after;
    }

    private static byte[] answer(VectorBlock block) {
        return ByteBuffer.allocate(Rekey.ANSWER_BYTES)
                .put(block.bytes("kem_ciphertext"))
                .put(block.bytes("confirmation"))
                .array();
    }

    private static Bytes name(Rekey.Written written) throws CryptoRefused {
        return Piece.read(ByteBuffer.wrap(written.piece().toByteArray())).name();
    }

    private static byte[] blocks(Rekey.Written written) throws CryptoRefused {
        return Piece.read(ByteBuffer.wrap(written.piece().toByteArray()))
                .blocks()
                .toByteArray();
    }
}
