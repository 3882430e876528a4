package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HashMap;
import java.util.Map;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Encapsulation;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.prekey.PrekeyBundle;
import org.waystation.protocol.vectors.ScriptedEntropy;
import org.waystation.protocol.vectors.VectorBlock;
import org.waystation.protocol.vectors.VectorCheck;

/** The {@code pqxdh} cases; dialogues begin with the people in them. */
final class HandshakeVectors {
    private static final byte[] NO_MESSAGE = {};

    private final Map<String, VectorPair> pairs = new HashMap<>();

    Map<String, VectorCheck> checks() {
        return Map.of("pqxdh", this::pqxdh);
    }

    VectorPair pair(String name) {
        VectorPair pair = pairs.get(name);
        if (pair == null) {
            throw new IllegalStateException("nobody has introduced the " + name);
        }
        return pair;
    }

    private void pqxdh(VectorBlock block) throws CryptoRefused {
        if (block.isRefused()) {
            showBadKey(block);
            return;
        }
        VectorPair pair = new VectorPair(block);
        pairs.put(block.word("name"), pair);
        assertEquals(pair.hasOneTime(), block.has("dh4"), block.toString());
        agreements(pair);
        Encapsulation made = pair.kem().publicKey().encapsulate(ScriptedEntropy.of(block.bytes("kem_message")));
        assertArrayEquals(block.bytes("kem_public"), pair.kem().publicKey().bytes(), block.toString());
        assertArrayEquals(block.bytes("kem_ciphertext"), made.ciphertext(), block.toString());
        assertArrayEquals(block.bytes("kem_secret"), made.secret().exposeBytes(), block.toString());
        bothEnds(pair, made);
    }

    /** The peer's key is bad, everything else about the bundle or the introduction is in order. */
    private void showBadKey(VectorBlock block) throws CryptoRefused {
        VectorPair pair = pair(block.word("name"));
        if (block.word("bad").startsWith("b_")) {
            pair.bundle(block);
        } else {
            pair.introduction(block, NO_MESSAGE);
        }
    }

    private static void agreements(VectorPair pair) throws CryptoRefused {
        agreement(pair, "dh1", "a_agree", "b_signed");
        agreement(pair, "dh2", "a_ephemeral", "b_agree");
        agreement(pair, "dh3", "a_ephemeral", "b_signed");
        if (pair.hasOneTime()) {
            agreement(pair, "dh4", "a_ephemeral", "b_one_time");
        }
    }

    private static void agreement(VectorPair pair, String name, String a, String b) throws CryptoRefused {
        AgreementKey ofA = pair.curve(a);
        AgreementKey ofB = pair.curve(b);
        SecretKey32 expected = StepVectors.key(pair.block(), name);
        assertArrayEquals(pair.block().bytes(a + "_public"), ofA.publicKey().bytes(), name);
        assertArrayEquals(pair.block().bytes(b + "_public"), ofB.publicKey().bytes(), name);
        assertEquals(expected, ofA.agree(ofB.publicKey()), name);
        assertEquals(expected, ofB.agree(ofA.publicKey()), name);
    }

    private static void bothEnds(VectorPair pair, Encapsulation made) throws CryptoRefused {
        VectorBlock block = pair.block();
        PrekeyBundle bundle = pair.bundle(block);
        Introduction introduction = pair.introduction(block, NO_MESSAGE);
        assertFalse(pair.hasOneTime() && bundle.oneTimeCurve().isEmpty(), block.toString());
        isExpected(block, Handshake.initiate(pair.a(), bundle, pair.curve("a_ephemeral"), made));
        isExpected(block, Handshake.respond(pair.b(), pair.prekeys(), introduction.header()));
        assertArrayEquals(block.bytes("handshake_id"), introduction.handshakeId(), block.toString());
        Session session = pair.initiate(StepVectors.key(block, "a_ephemeral_private"));
        assertArrayEquals(block.bytes("handshake_id"), session.handshakeId(), block.toString());
        assertArrayEquals(block.bytes("conversation"), session.conversation(), block.toString());
    }

    private static void isExpected(VectorBlock block, Handshake handshake) {
        assertEquals(StepVectors.key(block, "root_key"), handshake.root(), block.toString());
        assertEquals(StepVectors.key(block, "header_key_a"), handshake.initiatorHeaderKey(), block.toString());
        assertEquals(StepVectors.key(block, "header_key_b"), handshake.responderHeaderKey(), block.toString());
        assertArrayEquals(block.bytes("conversation"), handshake.conversation(), block.toString());
    }
}
