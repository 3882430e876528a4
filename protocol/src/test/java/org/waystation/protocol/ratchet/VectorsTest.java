package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.PrimitiveVectors;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.rekey.RekeyVectors;
import org.waystation.protocol.vectors.VectorBlock;
import org.waystation.protocol.vectors.VectorCheck;
import org.waystation.protocol.vectors.VectorFolder;

/** The program against docs/vectors, which a second program derived from the documents alone. */
class VectorsTest {
    /** All files; those of dialogues come after the one with the people in it. */
    private static final List<String> FILES = List.of(
            "conventions.txt",
            "keys.txt",
            "pqxdh.txt",
            "ratchet-steps.txt",
            "ratchet-dialogues.txt",
            "ratchet-limits.txt",
            "rekey-steps.txt",
            "rekey-dialogues.txt",
            "refused-messages.txt");

    private static final Set<String> FAILURE_CLASSES = Set.of(
            "body does not open",
            "count too large",
            "epoch ahead",
            "epoch back",
            "header does not open",
            "length does not fit",
            "low order",
            "mixed order",
            "no point",
            "not canonical",
            "not in range",
            "padding is not zero",
            "piece cut short",
            "previous count is wrong",
            "repeated or forgotten",
            "skipped too far",
            "truncated",
            "unknown piece",
            "unknown version");

    private final Set<String> kindsMet = new TreeSet<>();
    private final Set<String> classesMet = new TreeSet<>();

    @Test
    void noFileIsLeftOut() throws IOException {
        assertEquals(FILES.stream().sorted().toList(), VectorFolder.files());
    }

    @Test
    void everyCaseOfTheSecondDerivationComesOutTheSameHere() throws IOException {
        // Given
        Map<String, VectorCheck> checks = checks();
        for (String file : FILES) {
            int accepted = 0;
            int refused = 0;
            // When
            for (VectorBlock block : VectorFolder.read(file)) {
                check(checks, block);
                accepted += block.isRefused() ? 0 : 1;
                refused += block.isRefused() ? 1 : 0;
            }
            // Then
            assertNotEquals(0, accepted, file);
            System.out.println("docs/vectors/" + file + ": " + accepted + " accepted, " + refused + " refused");
        }
        assertEquals(checks.keySet(), kindsMet);
        assertEquals(FAILURE_CLASSES, classesMet);
    }

    private static Map<String, VectorCheck> checks() {
        HandshakeVectors handshakes = new HandshakeVectors();
        Map<String, VectorCheck> checks = new HashMap<>();
        checks.putAll(PrimitiveVectors.checks());
        checks.putAll(RekeyVectors.checks());
        checks.putAll(StepVectors.checks());
        checks.putAll(handshakes.checks());
        checks.putAll(new DialogueVectors(handshakes).checks());
        return checks;
    }

    private void check(Map<String, VectorCheck> checks, VectorBlock block) {
        VectorCheck check = checks.get(block.what());
        assertNotNull(check, () -> "unknown kind of case: " + block);
        kindsMet.add(block.what());
        if (block.isRefused()) {
            classesMet.add(block.word("why"));
        }
        assertEquals(block.isRefused(), isRefused(check, block), block.toString());
    }

    private static boolean isRefused(VectorCheck check, VectorBlock block) {
        try {
            check.run(block);
            return false;
        } catch (CryptoRefused | ProtocolViolation e) {
            return true;
        }
    }
}
