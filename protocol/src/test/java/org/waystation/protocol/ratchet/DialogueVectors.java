package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.rekey.RekeySchedule;
import org.waystation.protocol.vectors.ScriptedEntropy;
import org.waystation.protocol.vectors.VectorBlock;
import org.waystation.protocol.vectors.VectorCheck;

/**
 * Two sessions that say and hear what a dialogue says, from one block to the next. Whoever sends or steps gets the salts and
 * keys of the script, so every message must be the same to the byte.
 */
final class DialogueVectors {
    private static final Duration NEVER_BY_AGE = Duration.ofDays(36_500);
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000_000);
    private static final String FORGOTTEN = "repeated or forgotten";

    private final HandshakeVectors handshakes;
    private final Map<String, byte[]> messages = new HashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private @Nullable VectorPair pair;
    private RekeySchedule schedule = RekeySchedule.STANDARD;

    DialogueVectors(HandshakeVectors handshakes) {
        this.handshakes = handshakes;
    }

    Map<String, VectorCheck> checks() {
        return Map.of("dialogue", this::begin, "send", this::send, "receive", this::receive);
    }

    private void begin(VectorBlock block) throws CryptoRefused {
        VectorPair people = handshakes.pair(block.word("pair"));
        for (String name : new String[] {"root_key", "header_key_a", "header_key_b", "conversation"}) {
            assertArrayEquals(people.block().bytes(name), block.bytes(name), block.toString());
        }
        pair = people;
        schedule = new RekeySchedule(block.number("rekey after"), NEVER_BY_AGE);
        messages.clear();
        sessions.clear();
        sessions.put("a", people.initiate(StepVectors.key(block, "ratchet_private")));
    }

    private Session session(VectorBlock block) {
        Session session = sessions.get(block.word("who"));
        if (session == null) {
            throw new IllegalStateException("has heard nothing yet: " + block);
        }
        return session;
    }

    private void send(VectorBlock block) {
        ScriptedEntropy entropy = ScriptedEntropy.of(block, "kem_seed", "salt");
        Encrypted sent = encrypt(session(block), block, entropy);
        assertArrayEquals(block.bytes("message"), sent.message(), block.toString());
        assertTrue(entropy.isSpent(), block.toString());
        messages.put(block.word("id"), sent.message());
        keep(block, sent.next());
    }

    private Encrypted encrypt(Session session, VectorBlock block, Entropy entropy) {
        byte[] content = block.bytes("content");
        if (block.word("form").equals("bare")) {
            return session.encrypt(content, entropy);
        }
        int bytes = SizeClass.fitting(content.length + Session.OVERHEAD_BYTES)
                .orElseThrow()
                .envelopeBytes();
        return session.encrypt(content, bytes, schedule, NOW, entropy);
    }

    private void keep(VectorBlock block, Session next) {
        assertEquals(block.number("epoch"), next.state().rekey().epoch(), block.toString());
        sessions.put(block.word("who"), next);
    }

    private void receive(VectorBlock block) throws CryptoRefused {
        byte[] message = block.has("message") ? block.bytes("message") : messages.get(block.word("id"));
        if (block.isRefused()) {
            refused(block, message);
            return;
        }
        ScriptedEntropy entropy = ScriptedEntropy.of(block, "ratchet_private", "kem_message");
        if (!(decrypt(block, message, entropy) instanceof Decryption.Decrypted read)) {
            throw new AssertionError("not read: " + block);
        }
        assertArrayEquals(block.bytes("content"), read.plaintext(), block.toString());
        assertTrue(entropy.isSpent(), block.toString());
        if (block.has("root_key")) {
            assertEquals(
                    StepVectors.key(block, "root_key"),
                    read.next().state().keys().root(),
                    block.toString());
        }
        keep(block, read.next());
    }

    private Decryption decrypt(VectorBlock block, byte[] message, Entropy entropy) throws CryptoRefused {
        boolean isFirst = !sessions.containsKey(block.word("who"));
        return isFirst && pair != null
                ? pair.accept(message, entropy)
                : session(block).decrypt(message, entropy);
    }

    private void refused(VectorBlock block, byte[] message) throws CryptoRefused {
        Decryption outcome = decrypt(block, message, new SeededEntropy(4));
        boolean isForgotten = block.word("why").equals(FORGOTTEN);
        assertEquals(isForgotten, outcome instanceof Decryption.Duplicate, block.toString());
        assertEquals(!isForgotten, outcome instanceof Decryption.Unreadable, block.toString());
        throw new CryptoRefused();
    }
}
