package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.protocol.Hex;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.crypto.SigningKey;

/** Version 2 of a stored session, field by field, as vaults hold it: a change here makes vaults unreadable. */
class StoredSessionFormTest {
    private final Entropy entropy = new SeededEntropy(91);
    private final String peer =
            Hex.of(SigningKey.generate(entropy).verifyingKey().bytes());
    private final String agree =
            Hex.of(AgreementKey.generate(entropy).publicKey().bytes());

    private static String filled(int length, String octet) {
        return octet.repeat(length);
    }

    /** A field of that number that holds bytes. */
    private static String bytes(int number, String hex) {
        return tag(number, 2) + varint(hex.length() / 2) + hex;
    }

    private static String number(int field, long value) {
        return tag(field, 0) + varint(value);
    }

    private static String tag(int number, int wireType) {
        return varint((number << 3) | wireType);
    }

    private static String varint(long value) {
        StringBuilder hex = new StringBuilder();
        long rest = value;
        while (rest > 0x7f) {
            hex.append(String.format("%02x", (rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        return hex.append(String.format("%02x", rest)).toString();
    }

    private String session(String rekey) {
        String skipped = number(1, 4) + bytes(2, filled(32, "51")) + number(3, 6);
        return number(1, 2)
                + bytes(2, filled(32, "02"))
                + bytes(3, filled(32, "03"))
                + bytes(4, peer)
                + bytes(5, agree)
                + bytes(6, filled(32, "06"))
                + bytes(7, filled(32, "07"))
                + bytes(8, filled(32, "08"))
                + bytes(9, filled(32, "09"))
                + bytes(10, bytes(1, filled(32, "a1")) + bytes(2, filled(32, "a2")) + number(3, 300))
                + bytes(11, bytes(1, filled(32, "b1")) + bytes(2, filled(32, "b2")) + number(3, 5) + bytes(4, skipped))
                + number(12, 7)
                + bytes(13, bytes(1, filled(32, "d1")) + bytes(2, skipped))
                + bytes(15, rekey)
                + number(16, 9)
                + number(17, 20_000);
    }

    private static String rekey(String stage) {
        return number(1, 1) + number(2, 2) + number(3, 40) + number(4, 1_700_000_000L) + stage;
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.copyOf(Hex.bytes(hex));
    }

    private static void assertIsTheForm(String hex) throws CryptoRefused {
        assertEquals(secret(hex), Session.decode(secret(hex)).encode());
    }

    @Test
    void aSessionIsStoredFieldByField() throws CryptoRefused {
        // When
        Session session = Session.decode(secret(session(rekey(""))));
        // Then
        RatchetState state = session.state();
        assertEquals(key("06"), state.keys().root());
        assertEquals(key("07"), state.keys().own().scalar());
        assertEquals(key("08"), state.keys().nextSendHeaderKey());
        assertEquals(key("09"), state.keys().nextReceiveHeaderKey());
        assertEquals(new SendingChain(key("a1"), key("a2"), 300), state.sending());
        assertEquals(key("b2"), state.receiving().chainKey());
        assertEquals(key("51"), state.receiving().skipped().get(4).orElseThrow());
        assertEquals(7, state.previousCount());
        assertEquals(key("d1"), state.ended().get(0).headerKey());
        assertEquals(2, state.rekey().epoch());
        assertEquals(new Age(9, 20_000), state.age());
        assertIsTheForm(session(rekey("")));
    }

    @Test
    void everyStageOfARekeyIsStoredFieldByField() throws CryptoRefused {
        String blocks = bytes(1, filled(1_120, "33")) + number(2, 5);
        String key = bytes(1, filled(1_184, "44")) + number(2, 1L << 36);
        String name = filled(8, "99");
        assertIsTheForm(session(rekey(bytes(
                5, bytes(1, filled(64, "01")) + bytes(2, filled(1_184, "22")) + number(3, 36) + bytes(4, blocks)))));
        assertIsTheForm(session(rekey(bytes(6, filled(32, "66")))));
        assertIsTheForm(session(rekey(bytes(7, bytes(1, name) + bytes(2, key)))));
        assertIsTheForm(session(rekey(bytes(
                8, bytes(1, filled(1_120, "55")) + number(2, 33) + bytes(3, filled(32, "77")) + bytes(4, name)))));
    }

    @ParameterizedTest
    @ValueSource(longs = {35, 37, 1L << 31})
    void aBlockToSendBeyondTheEndIsRefused(long next) {
        String answering = bytes(
                8,
                bytes(1, filled(1_120, "55"))
                        + number(2, next)
                        + bytes(3, filled(32, "77"))
                        + bytes(4, filled(8, "99")));
        assertThrows(CryptoRefused.class, () -> Session.decode(secret(session(rekey(answering)))));
    }

    @Test
    void aBlockThatHasComeBeyondTheEndIsRefused() {
        String collecting =
                bytes(7, bytes(1, filled(8, "99")) + bytes(2, bytes(1, filled(1_184, "44")) + number(2, 1L << 37)));
        assertThrows(CryptoRefused.class, () -> Session.decode(secret(session(rekey(collecting)))));
    }

    private static SecretKey32 key(String octet) {
        return SecretKey32.copyOf(Hex.bytes(filled(32, octet)));
    }
}
