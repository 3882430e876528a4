package org.waystation.protocol.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.Hex;
import org.waystation.protocol.PlainEd25519;
import org.waystation.protocol.id.RelayId;

class FingerprintTest {
    private static final RelayId RELAY = RelayId.of(Hex.bytes("66".repeat(32)));

    @Test
    void fingerprintIsTheHashAsFortyDigits() throws NoSuchAlgorithmException {
        // Given
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(PlainEd25519.message("waystation/1 fingerprint", RELAY.toByteArray()));
        String digits = new BigInteger(1, hash).toString();
        String last = digits.substring(digits.length() - 40);
        // When
        String fingerprint = Fingerprint.of(RELAY);
        // Then
        assertEquals(last, fingerprint.replace(" ", ""));
        assertTrue(fingerprint.matches("([0-9]{5} ){7}[0-9]{5}"), fingerprint);
    }

    @Test
    void anotherRelayHasAnotherFingerprint() {
        assertNotEquals(Fingerprint.of(RELAY), Fingerprint.of(RelayId.of(Hex.bytes("67".repeat(32)))));
    }

    @Test
    void whatAPersonTypesMatchesHoweverItIsSpaced() {
        // Given
        String fingerprint = Fingerprint.of(RELAY);
        String digits = fingerprint.replace(" ", "");
        // Then
        assertTrue(Fingerprint.matches(RELAY, fingerprint));
        assertTrue(Fingerprint.matches(RELAY, digits));
        assertTrue(Fingerprint.matches(RELAY, fingerprint.replace(' ', '-') + "\n"));
        assertFalse(Fingerprint.matches(RELAY, ""));
        assertFalse(Fingerprint.matches(RELAY, digits.substring(1)));
        assertFalse(Fingerprint.matches(RELAY, digits + "0"));
        assertFalse(Fingerprint.matches(RELAY, "x"));
    }
}
