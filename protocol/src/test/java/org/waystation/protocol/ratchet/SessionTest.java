package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SeededEntropy;

class SessionTest {
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

    private final Entropy entropy = new SeededEntropy(12);
    private Session ana;
    private Session bojan;

    @BeforeEach
    void introduce() throws CryptoRefused {
        Person anaPerson = new Person(entropy);
        Person bojanPerson = new Person(entropy);
        Encrypted first = anaPerson.introduceTo(bojanPerson).encrypt(TEXT, entropy);
        ana = first.next();
        byte[] envelope = ana.pendingIntroduction().orElseThrow().seal(first.message(), 4096, entropy);
        bojan = bojanPerson.accept(bojanPerson.open(envelope)).next();
    }

    @Test
    void messagesGoBothWaysThroughManyTurns() {
        for (int turn = 0; turn < 50; turn++) {
            byte[] text = entropy.bytes(turn);
            Encrypted sent = bojan.encrypt(text, entropy);
            bojan = sent.next();
            Decryption.Decrypted read =
                    assertInstanceOf(Decryption.Decrypted.class, ana.decrypt(sent.message(), entropy), "turn " + turn);
            assertArrayEquals(text, read.plaintext());
            assertEquals(text.length + Session.OVERHEAD_BYTES, sent.message().length);
            Session swap = bojan;
            bojan = read.next();
            ana = swap;
        }
    }

    @Test
    void everyTamperedByteMakesAMessageUnreadableAndTheOriginalStaysReadable() {
        // Given
        byte[] message = bojan.encrypt(TEXT, entropy).message();
        for (int at = 0; at < message.length; at++) {
            // When
            byte[] changed = message.clone();
            changed[at] ^= 1;
            // Then
            assertInstanceOf(Decryption.Unreadable.class, ana.decrypt(changed, entropy), "byte " + at);
        }
        assertReads(TEXT, ana, message);
    }

    @Test
    void truncatedOrForeignMessageIsUnreadable() {
        byte[] message = bojan.encrypt(TEXT, entropy).message();
        for (int length : new int[] {0, 1, RatchetMessage.HEADER_BYTES, RatchetMessage.OVERHEAD_BYTES - 1}) {
            assertInstanceOf(
                    Decryption.Unreadable.class, ana.decrypt(Arrays.copyOf(message, length), entropy), "" + length);
        }
        assertInstanceOf(Decryption.Unreadable.class, ana.decrypt(entropy.bytes(4096), entropy));
    }

    @Test
    void headerOfOneMessageDoesNotGoWithTheBodyOfAnother() {
        // Given
        Encrypted first = bojan.encrypt(TEXT, entropy);
        byte[] second = first.next().encrypt(TEXT, entropy).message();
        // When
        byte[] mixed = first.message();
        System.arraycopy(second, 0, mixed, 0, RatchetMessage.HEADER_BYTES);
        // Then
        assertInstanceOf(Decryption.Unreadable.class, ana.decrypt(mixed, entropy));
    }

    @Test
    void bodyGoesWithItsOwnEncryptedHeaderOnlyEvenIfAnotherSaysTheSame() {
        // Given: the same message of the same chain, encrypted twice.
        byte[] once = bojan.encrypt(TEXT, entropy).message();
        byte[] again = bojan.encrypt(TEXT, entropy).message();
        // When
        System.arraycopy(again, 0, once, 0, RatchetMessage.HEADER_BYTES);
        // Then
        assertInstanceOf(Decryption.Unreadable.class, ana.decrypt(once, entropy));
        assertReads(TEXT, ana, again);
    }

    @Test
    void aDeviceThatWasSetBackDoesNotShowWhatItWroteByWritingAgain() {
        // Given: two texts by the same state of the same session.
        byte[] one = bojan.encrypt(new byte[200], entropy).message();
        byte[] other = bojan.encrypt(new byte[200], entropy).message();
        // When
        int alike = 0;
        for (int at = RatchetMessage.HEADER_BYTES; at < one.length; at++) {
            alike += one[at] == other[at] ? 1 : 0;
        }
        // Then: encrypted with the same key and nonce they would be the same.
        assertTrue(alike < 20, "" + alike);
    }

    @Test
    void messageOfAConversationBetweenOthersIsUnreadableEvenWithTheSameKeys() {
        // Given
        Session elsewhere = new Session(ana.peer(), ana.handshakeId(), entropy.bytes(32), ana.state(), null);
        byte[] message = bojan.encrypt(TEXT, entropy).message();
        // Then
        assertInstanceOf(Decryption.Unreadable.class, elsewhere.decrypt(message, entropy));
    }

    @Test
    void repetitionOfTheLatestMessageIsADuplicate() {
        // Given
        byte[] message = bojan.encrypt(TEXT, entropy).message();
        Session after = assertReads(TEXT, ana, message);
        // Then
        assertInstanceOf(Decryption.Duplicate.class, after.decrypt(message, entropy));
    }

    @Test
    void repetitionIsStillADuplicateAfterTheConversationWentOn() {
        // Given
        byte[] old = send(TEXT, true);
        for (int turn = 0; turn < 5; turn++) {
            send(TEXT, false);
            send(TEXT, true);
        }
        // Then
        assertInstanceOf(Decryption.Duplicate.class, ana.decrypt(old, entropy));
    }

    @Test
    void lateMessageOfAnEarlierChainIsReadOnce() {
        // Given
        Encrypted late = bojan.encrypt(TEXT, entropy);
        bojan = late.next();
        for (int turn = 0; turn < 10; turn++) {
            send(TEXT, true);
            send(TEXT, false);
        }
        // When
        ana = assertReads(TEXT, ana, late.message());
        // Then
        assertInstanceOf(Decryption.Duplicate.class, ana.decrypt(late.message(), entropy));
    }

    @Test
    void ownMessagesSentBackAreUnreadable() {
        byte[] own = ana.encrypt(TEXT, entropy).message();
        assertInstanceOf(Decryption.Unreadable.class, ana.decrypt(own, entropy));
        send(TEXT, true);
        byte[] later = ana.encrypt(TEXT, entropy).message();
        assertInstanceOf(Decryption.Unreadable.class, ana.decrypt(later, entropy));
    }

    @Test
    void messageThatSpeaksOfAChainThatNeverExistedIsUnreadable() {
        // Given: Bojan claims to have sent before his first message, while Ana has no receiving chain.
        RatchetState state = bojan.state();
        Session lying = new Session(
                bojan.peer(),
                bojan.handshakeId(),
                bojan.conversation(),
                new RatchetState(
                        state.keys(), state.sending(), state.receiving(), 1, state.ended(), state.rekey(), state.age()),
                null);
        // When
        byte[] message = lying.encrypt(TEXT, entropy).message();
        // Then
        assertInstanceOf(Decryption.Unreadable.class, ana.decrypt(message, entropy));
        assertReads(TEXT, ana, bojan.encrypt(TEXT, entropy).message());
    }

    @Test
    void firstMessageThatSpeaksOfAnEarlierChainIsRefused() throws CryptoRefused {
        // Given
        Person anaPerson = new Person(entropy);
        Person bojanPerson = new Person(entropy);
        Session honest = anaPerson.introduceTo(bojanPerson);
        RatchetState state = honest.state();
        PendingIntroduction pending = honest.pendingIntroduction().orElseThrow();
        Session lying = new Session(
                honest.peer(),
                honest.handshakeId(),
                honest.conversation(),
                new RatchetState(state.keys(), state.sending(), null, 1, state.ended(), state.rekey(), state.age()),
                pending);
        // When
        byte[] envelope = pending.seal(lying.encrypt(TEXT, entropy).message(), 4096, entropy);
        // Then
        Introduction introduction = bojanPerson.open(envelope);
        assertThrows(CryptoRefused.class, () -> bojanPerson.accept(introduction));
    }

    @Test
    void peerCannotShrinkAChainAfterwards() {
        // Given: Ana has read two messages of a chain of which Bojan now claims that it had one.
        send(TEXT, true);
        send(TEXT, true);
        send(TEXT, false);
        RatchetState state = bojan.state();
        assertEquals(2, state.previousCount());
        Session lying = new Session(
                bojan.peer(),
                bojan.handshakeId(),
                bojan.conversation(),
                new RatchetState(
                        state.keys(), state.sending(), state.receiving(), 1, state.ended(), state.rekey(), state.age()),
                null);
        // Then
        assertInstanceOf(
                Decryption.Unreadable.class,
                ana.decrypt(lying.encrypt(TEXT, entropy).message(), entropy));
    }

    @Test
    void skippingAsManyAsAllowedIsReadAndOneMoreIsNot() {
        // Given
        send(TEXT, true);
        for (int i = 0; i < SkipLimits.MAX_SKIP; i++) {
            bojan = bojan.encrypt(TEXT, entropy).next();
        }
        Encrypted last = bojan.encrypt(TEXT, entropy);
        Encrypted tooFar = last.next().encrypt(TEXT, entropy);
        // Then
        assertInstanceOf(Decryption.Unreadable.class, ana.decrypt(tooFar.message(), entropy));
        ana = assertReads(TEXT, ana, last.message());
        assertEquals(SkipLimits.MAX_SKIP, skippedKeys(ana));
        assertReads(TEXT, ana, tooFar.message());
    }

    @Test
    void skippedKeysAreBoundedInAllAndTheOldestGoFirst() {
        // Given: three chains, each with as many missing messages as allowed.
        List<byte[]> missing = new ArrayList<>();
        for (int chain = 0; chain < 3; chain++) {
            for (int i = 0; i < SkipLimits.MAX_SKIP; i++) {
                Encrypted lost = bojan.encrypt(TEXT, entropy);
                bojan = lost.next();
                missing.add(lost.message());
            }
            send(TEXT, true);
            send(TEXT, false);
        }
        // Then
        assertEquals(SkipLimits.MAX_SKIPPED_KEYS, skippedKeys(ana));
        assertInstanceOf(Decryption.Duplicate.class, ana.decrypt(missing.get(0), entropy));
        assertInstanceOf(Decryption.Duplicate.class, ana.decrypt(missing.get(SkipLimits.MAX_SKIP - 1), entropy));
        assertReads(TEXT, ana, missing.get(SkipLimits.MAX_SKIP));
        assertReads(TEXT, ana, missing.get(missing.size() - 1));
        assertTrue(ana.encode().length() <= SessionCodec.MAX_ENCODED_BYTES);
    }

    @Test
    void theKeyOfAMissingMessageIsKeptForSoManyDaysAndThenForgotten() {
        // Given: one missing in the current chain, one in an ended chain.
        Instant start = Instant.ofEpochSecond(1_700_000_000);
        ana = ana.at(start);
        Encrypted inEnded = bojan.encrypt(TEXT, entropy);
        bojan = inEnded.next();
        send(TEXT, true);
        send(TEXT, false);
        Encrypted inCurrent = bojan.encrypt(TEXT, entropy);
        bojan = inCurrent.next();
        send(TEXT, true);
        // When
        for (int day = 1; day <= SkipLimits.MAX_SKIPPED_DAYS; day++) {
            ana = ana.at(start.plus(Duration.ofDays(day)));
        }
        // Then
        assertReads(TEXT, ana, inEnded.message());
        assertReads(TEXT, ana, inCurrent.message());
        Session later = ana.at(start.plus(Duration.ofDays(SkipLimits.MAX_SKIPPED_DAYS + 1)));
        assertEquals(0, skippedKeys(later));
        assertInstanceOf(Decryption.Duplicate.class, later.decrypt(inEnded.message(), entropy));
        assertInstanceOf(Decryption.Duplicate.class, later.decrypt(inCurrent.message(), entropy));
    }

    @Test
    void aWrongClockThatIsSetRightForgetsNothing() {
        // Given: put aside by a device that believes in 1970.
        ana = ana.at(Instant.ofEpochSecond(100_000));
        Encrypted missing = bojan.encrypt(TEXT, entropy);
        bojan = missing.next();
        send(TEXT, true);
        // When
        ana = ana.at(Instant.ofEpochSecond(1_700_000_000)).at(Instant.EPOCH).at(Instant.ofEpochSecond(1_700_000_000));
        // Then
        assertReads(TEXT, ana, missing.message());
    }

    @Test
    void endedChainsAreBounded() {
        for (int turn = 0; turn < SkipLimits.MAX_ENDED_CHAINS + 10; turn++) {
            bojan = bojan.encrypt(TEXT, entropy).next();
            send(TEXT, true);
            send(TEXT, false);
        }
        assertEquals(SkipLimits.MAX_ENDED_CHAINS, ana.state().ended().size());
        assertEquals(SkipLimits.MAX_ENDED_CHAINS + 1, skippedKeys(ana));
    }

    @Test
    void noByteStaysTheSameFromOneMessageToTheNext() {
        // Given
        byte[] first = bojan.encrypt(TEXT, entropy).message();
        boolean[] changed = new boolean[first.length];
        // When
        for (int i = 0; i < 12; i++) {
            Encrypted sent = bojan.encrypt(TEXT, entropy);
            bojan = sent.next();
            byte[] other = sent.message();
            for (int at = 0; at < first.length; at++) {
                changed[at] |= first[at] != other[at];
            }
        }
        // Then
        boolean[] all = new boolean[first.length];
        Arrays.fill(all, true);
        assertArrayEquals(all, changed);
    }

    @Test
    void everyTurnHasAFreshRatchetKey() {
        send(TEXT, true);
        var first = ana.state().keys();
        send(TEXT, false);
        send(TEXT, true);
        var later = ana.state().keys();
        assertTrue(!first.own().publicKey().equals(later.own().publicKey()));
        assertTrue(!first.root().equals(later.root()));
        assertTrue(!first.nextReceiveHeaderKey().equals(later.nextReceiveHeaderKey()));
    }

    @Test
    void storedSessionGoesOnWhereItWas() throws CryptoRefused {
        // Given: pending introduction, skipped keys in the current chain and in an ended one.
        Session introducing = Session.decode(ana.encode());
        Encrypted lost = bojan.encrypt(TEXT, entropy);
        bojan = lost.next();
        send(TEXT, true);
        send(TEXT, false);
        Encrypted alsoLost = bojan.encrypt(TEXT, entropy);
        bojan = alsoLost.next();
        send(TEXT, true);
        // When
        Session stored = Session.decode(ana.encode());
        // Then
        assertEquals(ana.encode(), stored.encode());
        assertEquals(ana.peer(), stored.peer());
        assertArrayEquals(ana.handshakeId(), stored.handshakeId());
        assertTrue(stored.pendingIntroduction().isEmpty());
        assertTrue(introducing.pendingIntroduction().isPresent());
        stored = assertReads(TEXT, stored, lost.message());
        stored = assertReads(TEXT, stored, alsoLost.message());
        assertReads(TEXT, bojan, stored.encrypt(TEXT, entropy).message());
    }

    @Test
    void damagedStoredSessionIsRefused() {
        byte[] good = ana.encode().exposeBytes();
        byte[] version = good.clone();
        version[1] = 1;
        assertDecodeRefused(version);
        assertDecodeRefused(new byte[0]);
        assertDecodeRefused(Arrays.copyOf(good, good.length - 1));
        assertDecodeRefused(Arrays.copyOf(good, SessionCodec.MAX_ENCODED_BYTES + 1));
    }

    @Test
    void nothingSecretIsPrinted() {
        assertEquals("Session[redacted]", ana.toString());
        assertEquals(
                "Decrypted[redacted]",
                ana.decrypt(bojan.encrypt(TEXT, entropy).message(), entropy).toString());
    }

    /** One message, delivered; from Bojan or from Ana. */
    private byte[] send(byte[] text, boolean fromBojan) {
        Encrypted sent = (fromBojan ? bojan : ana).encrypt(text, entropy);
        Session read = assertReads(text, fromBojan ? ana : bojan, sent.message());
        bojan = fromBojan ? sent.next() : read;
        ana = fromBojan ? read : sent.next();
        return sent.message();
    }

    private Session assertReads(byte[] text, Session session, byte[] message) {
        Decryption.Decrypted read = assertInstanceOf(Decryption.Decrypted.class, session.decrypt(message, entropy));
        assertArrayEquals(text, read.plaintext());
        return read.next();
    }

    private static void assertDecodeRefused(byte[] encoded) {
        assertThrows(CryptoRefused.class, () -> Session.decode(SecretBytes.copyOf(encoded)));
    }

    private static int skippedKeys(Session session) {
        RatchetState state = session.state();
        int count = state.receiving() == null ? 0 : state.receiving().skipped().size();
        return count
                + state.ended().stream()
                        .mapToInt(chain -> chain.skipped().size())
                        .sum();
    }
}
