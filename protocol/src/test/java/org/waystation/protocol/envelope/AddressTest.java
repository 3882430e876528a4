package org.waystation.protocol.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.Hex;
import org.waystation.protocol.PlainEd25519;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;

class AddressTest {
    private static final RelayId RELAY = RelayId.of(Hex.bytes("66".repeat(32)));
    private static final MailboxId MAILBOX = MailboxId.of(Hex.bytes("33".repeat(32)));
    private static final SendToken TOKEN = SendToken.of(Hex.bytes("55".repeat(32)));

    private final Entropy entropy = new SeededEntropy(8);
    private final SigningKey identity = SigningKey.generate(entropy);
    private final Address address = new Address(3, RELAY, "a.example", MAILBOX, TOKEN);

    @Test
    void signatureCoversEveryField() throws GeneralSecurityException {
        // Given
        byte[] message = PlainEd25519.message(
                "waystation/1 address",
                Hex.bytes("0000000000000003"),
                RELAY.toByteArray(),
                "a.example".getBytes(StandardCharsets.US_ASCII),
                MAILBOX.toByteArray(),
                TOKEN.toByteArray());
        // When
        Bytes signature = address.sign(identity);
        // Then
        assertTrue(PlainEd25519.verify(identity.verifyingKey().bytes(), signature.toByteArray(), message));
        assertTrue(address.isSignedBy(identity.verifyingKey(), signature));
    }

    @Test
    void signatureOfAnotherAddressOrPersonIsNone() {
        // Given
        Bytes signature = address.sign(identity);
        List<Address> others = List.of(
                new Address(4, RELAY, "a.example", MAILBOX, TOKEN),
                new Address(3, RelayId.of(MAILBOX.toByteArray()), "a.example", MAILBOX, TOKEN),
                new Address(3, RELAY, "b.example", MAILBOX, TOKEN),
                new Address(3, RELAY, "a.example", MailboxId.of(RELAY.toByteArray()), TOKEN),
                new Address(3, RELAY, "a.example", MAILBOX, SendToken.of(RELAY.toByteArray())));
        // Then
        for (Address each : others) {
            assertFalse(each.isSignedBy(identity.verifyingKey(), signature));
        }
        assertFalse(address.isSignedBy(SigningKey.generate(entropy).verifyingKey(), signature));
        assertFalse(address.isSignedBy(identity.verifyingKey(), Bytes.wrap(new byte[64])));
        assertFalse(address.isSignedBy(identity.verifyingKey(), Bytes.wrap(new byte[0])));
    }

    @Test
    void addressHasAPositiveSequenceAndARelayName() {
        assertThrows(IllegalArgumentException.class, () -> new Address(0, RELAY, "a.example", MAILBOX, TOKEN));
        assertThrows(IllegalArgumentException.class, () -> new Address(-1, RELAY, "a.example", MAILBOX, TOKEN));
        assertThrows(IllegalArgumentException.class, () -> new Address(1, RELAY, "A.example", MAILBOX, TOKEN));
        assertEquals("Address[REDACTED]", address.toString());
    }
}
