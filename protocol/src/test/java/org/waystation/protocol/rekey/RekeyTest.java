package org.waystation.protocol.rekey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.id.Bytes;

class RekeyTest {
    private static final RekeySchedule AT_ONCE = new RekeySchedule(1, Duration.ofDays(1));
    private static final RekeySchedule STANDARD = RekeySchedule.STANDARD;
    private static final byte[] CONVERSATION = new byte[32];
    private static final Bytes NAME = Bytes.wrap(new byte[Piece.NAME_BYTES]);
    private static final int ROOM = 600;
    private static final long NOW = 1_700_000_000;

    private final Entropy entropy = new SeededEntropy(3);
    private Rekey ana = Rekey.start(true);
    private Rekey bojan = Rekey.start(false);

    private Bytes writeAna(int room, RekeySchedule schedule, long now) {
        Rekey.Written written = ana.write(room, schedule, now, entropy);
        ana = written.next();
        return written.piece();
    }

    private Bytes writeAna() {
        return writeAna(ROOM, AT_ONCE, NOW);
    }

    private Bytes writeBojan() {
        Rekey.Written written = bojan.write(ROOM, AT_ONCE, NOW, entropy);
        bojan = written.next();
        return written.piece();
    }

    private Rekey read(Rekey reader, Bytes piece) throws CryptoRefused {
        return reader.read(ByteBuffer.wrap(piece.toByteArray()), CONVERSATION, entropy);
    }

    private void anaToBojan() throws CryptoRefused {
        bojan = read(bojan, writeAna());
    }

    private void bojanToAna() throws CryptoRefused {
        ana = read(ana, writeBojan());
    }

    /** Until Ana could mix. */
    private void exchange() throws CryptoRefused {
        anaToBojan();
        anaToBojan();
        anaToBojan();
        bojanToAna();
        bojanToAna();
    }

    @Test
    void anExchangeGivesBothTheSameSecretAndTheNextEpoch() throws CryptoRefused {
        // Given
        exchange();
        // When
        Rekey.Step mixing = ana.step(0);
        Rekey.Step following = bojan.step(1);
        // Then
        assertEquals(mixing.sending().orElseThrow(), following.receiving().orElseThrow());
        assertTrue(mixing.receiving().isEmpty() && following.sending().isEmpty());
        assertEquals(1, mixing.next().epoch());
        assertEquals(1, following.next().epoch());
    }

    @Test
    void nothingIsMixedBeforeTheWholeCiphertextHasCome() throws CryptoRefused {
        // Given
        anaToBojan();
        anaToBojan();
        anaToBojan();
        bojanToAna();
        // When
        Rekey.Step early = ana.step(0);
        // Then
        assertTrue(early.sending().isEmpty());
        assertEquals(0, early.next().epoch());
    }

    @Test
    void everyExchangeHasASecretOfItsOwnAndTheOtherSideOffersIt() throws CryptoRefused {
        // Given
        exchange();
        SecretKey32 first = ana.step(0).sending().orElseThrow();
        ana = ana.step(0).next();
        bojan = bojan.step(1).next();
        // When
        bojanToAna();
        bojanToAna();
        bojanToAna();
        anaToBojan();
        anaToBojan();
        // Then
        SecretKey32 second = bojan.step(1).sending().orElseThrow();
        assertEquals(second, ana.step(2).receiving().orElseThrow());
        assertNotEquals(first, second);
    }

    @Test
    void whenBothAreDueOnlyOneOffers() throws CryptoRefused {
        // When
        Bytes byAna = writeAna();
        Bytes byBojan = writeBojan();
        // Then
        assertTrue(byAna.size() > Piece.NOTHING_BYTES);
        assertEquals(Piece.NOTHING, byBojan);
        ana = read(ana, byBojan);
        bojan = read(bojan, byAna);
        assertInstanceOf(Stage.Collecting.class, bojan.stage());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void lossRepetitionAndDisorderDelayAnExchangeAndSpoilNothing(long seed) throws CryptoRefused {
        // Given
        Random dice = new Random(seed);
        List<Bytes> toBojan = new ArrayList<>();
        List<Bytes> toAna = new ArrayList<>();
        // When
        for (int i = 0; i < 400 && ana.step(0).sending().isEmpty(); i++) {
            toBojan.add(writeAna(Piece.HEADER_BYTES + dice.nextInt(300), AT_ONCE, NOW));
            toAna.add(writeBojan());
            Collections.shuffle(toBojan, dice);
            Collections.shuffle(toAna, dice);
            if (dice.nextInt(3) == 0) {
                bojan = read(bojan, toBojan.get(0)); // and stays: it comes again
            }
            if (dice.nextInt(3) == 0) {
                ana = read(ana, toAna.get(0));
            }
        }
        // Then
        assertEquals(
                ana.step(0).sending().orElseThrow(), bojan.step(1).receiving().orElseThrow());
    }

    @Test
    void aPieceOfAnotherEpochChangesNothing() throws CryptoRefused {
        // Given
        Bytes old = writeAna();
        bojan = read(bojan, old);
        anaToBojan();
        anaToBojan();
        bojanToAna();
        bojanToAna();
        ana = ana.step(0).next();
        bojan = bojan.step(1).next();
        // When
        Rekey after = read(bojan, old);
        // Then
        assertInstanceOf(Stage.Resting.class, after.stage());
        assertEquals(1, after.epoch());
    }

    @Test
    void aKeyFromWhoeverMayNotOfferChangesNothing() throws CryptoRefused {
        // Given: a peer that offers in our turn.
        Bytes key = new Piece(Piece.Kind.KEY, 1, NAME, 0, Bytes.wrap(new byte[Blocks.BLOCK_BYTES])).encode();
        // When
        Rekey after = read(ana, key);
        // Then
        assertInstanceOf(Stage.Resting.class, after.stage());
    }

    @Test
    void aCiphertextThatNobodyAskedForChangesNothing() throws CryptoRefused {
        Bytes unasked = new Piece(Piece.Kind.ANSWER, 1, NAME, 0, Bytes.wrap(new byte[Blocks.BLOCK_BYTES])).encode();
        assertInstanceOf(Stage.Resting.class, read(ana, unasked).stage());
        assertInstanceOf(Stage.Resting.class, read(bojan, unasked).stage());
    }

    @Test
    void blocksBeyondTheEndAndNoBlocksAtAllChangeNothing() throws CryptoRefused {
        Bytes two = Bytes.wrap(new byte[2 * Blocks.BLOCK_BYTES]);
        Bytes beyond = new Piece(Piece.Kind.KEY, 1, NAME, 36, two).encode();
        Bytes none = new Piece(Piece.Kind.KEY, 1, NAME, 0, Bytes.wrap(new byte[0])).encode();
        assertInstanceOf(Stage.Resting.class, read(bojan, beyond).stage());
        assertInstanceOf(Stage.Resting.class, read(bojan, none).stage());
    }

    @Test
    void whoWasSetBackAndOffersAnotherKeyIsAnsweredForThatOne() throws CryptoRefused {
        // Given: Bojan has a part of a key that Ana's device then forgets.
        Rekey backup = ana;
        anaToBojan();
        ana = backup;
        // When
        for (int i = 0; i < 6; i++) {
            anaToBojan();
            bojanToAna();
        }
        // Then
        assertEquals(
                ana.step(0).sending().orElseThrow(), bojan.step(1).receiving().orElseThrow());
    }

    @Test
    void whoWasSetBackAfterBeingAnsweredIsAnsweredAgain() throws CryptoRefused {
        // Given: Bojan answers a key that Ana's device then forgets.
        Rekey backup = ana;
        anaToBojan();
        anaToBojan();
        anaToBojan();
        bojanToAna();
        assertInstanceOf(Stage.Answering.class, bojan.stage());
        ana = backup;
        // When
        for (int i = 0; i < 6; i++) {
            anaToBojan();
            bojanToAna();
        }
        // Then
        assertEquals(
                ana.step(0).sending().orElseThrow(), bojan.step(1).receiving().orElseThrow());
    }

    @Test
    void aSecretThatThePeerDoesNotProveIsNeverMixed() throws CryptoRefused {
        // Given
        Piece key = Piece.read(ByteBuffer.wrap(writeAna().toByteArray()));
        byte[] wrong = new byte[Rekey.ANSWER_BYTES];
        // When
        Rekey after = read(ana, new Piece(Piece.Kind.ANSWER, 1, key.name(), 0, Bytes.wrap(wrong)).encode());
        // Then
        assertInstanceOf(Stage.Resting.class, after.stage());
        assertTrue(after.step(0).sending().isEmpty());
    }

    @Test
    void aKeyThatIsNoneEndsTheExchangeAndNothingElse() throws CryptoRefused {
        // Given
        byte[] overflowing = new byte[37 * Blocks.BLOCK_BYTES];
        java.util.Arrays.fill(overflowing, (byte) 0xff);
        // When
        Rekey after = read(bojan, new Piece(Piece.Kind.KEY, 1, NAME, 0, Bytes.wrap(overflowing)).encode());
        // Then
        assertInstanceOf(Stage.Resting.class, after.stage());
        assertEquals(0, after.epoch());
    }

    @Test
    void nobodyCanClaimAnEpochThatIsNotNext() throws CryptoRefused {
        // Given
        exchange();
        // Then: neither back, nor ahead, nor ours before we mixed it ourselves.
        assertThrows(CryptoRefused.class, () -> bojan.step(2));
        assertThrows(CryptoRefused.class, () -> ana.step(1));
        Rekey later = bojan.step(1).next();
        assertThrows(CryptoRefused.class, () -> later.step(0));
        assertThrows(CryptoRefused.class, () -> Rekey.start(false).step(1));
    }

    @Test
    void anExchangeBeginsAfterSoManyMessagesOfBothDirections() throws CryptoRefused {
        for (int i = 1; i < STANDARD.messages(); i++) {
            if (i % 3 == 0) {
                ana = read(ana, Piece.NOTHING);
            } else {
                assertEquals(Piece.NOTHING, writeAna(ROOM, STANDARD, NOW), "message " + i);
            }
        }
        assertNotEquals(Piece.NOTHING, writeAna(ROOM, STANDARD, NOW));
    }

    @Test
    void anExchangeBeginsWhenTheLastIsLongAgo() {
        long age = STANDARD.age().toSeconds();
        assertEquals(Piece.NOTHING, writeAna(ROOM, STANDARD, NOW));
        assertEquals(Piece.NOTHING, writeAna(ROOM, STANDARD, NOW + age - 1));
        assertNotEquals(Piece.NOTHING, writeAna(ROOM, STANDARD, NOW + age));
    }

    @Test
    void aClockThatIsSetBackPutsAnExchangeOffByNoMoreThanItsAge() {
        long age = STANDARD.age().toSeconds();
        writeAna(ROOM, STANDARD, NOW);
        long before = NOW - 365 * age;
        assertEquals(Piece.NOTHING, writeAna(ROOM, STANDARD, before));
        assertNotEquals(Piece.NOTHING, writeAna(ROOM, STANDARD, before + age));
    }

    @Test
    void aPieceFillsTheRoomAndNoMore() {
        int whole = Piece.HEADER_BYTES + Rekey.SIZE.publicKeyBytes();
        for (int room = Piece.NOTHING_BYTES; room < 1_500; room += 7) {
            // When
            Bytes piece = Rekey.start(true).write(room, AT_ONCE, NOW, entropy).piece();
            // Then
            int least = Math.min(room, whole) - Blocks.BLOCK_BYTES;
            assertTrue(piece.size() <= room, "room " + room);
            assertTrue(piece.size() > least || least < Piece.HEADER_BYTES, "room " + room);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "03",
                "0100000001",
                "0100000001aaaaaaaaaaaaaaaa0001",
                "ff00000001aaaaaaaaaaaaaaaa000100",
                "0100000001aaaaaaaaaaaaaaaa000200"
            })
    void whatIsNoPieceIsRefused(String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        assertThrows(CryptoRefused.class, () -> read(bojan, Bytes.wrap(bytes)));
    }

    @Test
    void everyStageIsStoredAndGoesOnWhereItWas() throws CryptoRefused {
        Set<Class<?>> met = new HashSet<>();
        for (int step = 0; step < 12; step++) {
            met.add(ana.stage().getClass());
            met.add(bojan.stage().getClass());
            ana = RekeyCodec.restore(RekeyCodec.store(ana));
            bojan = RekeyCodec.restore(RekeyCodec.store(bojan));
            if (step % 2 == 0) {
                anaToBojan();
            } else {
                bojanToAna();
            }
        }
        assertEquals(Set.of(Stage.class.getPermittedSubclasses()), met);
        assertEquals(
                ana.step(0).sending().orElseThrow(), bojan.step(1).receiving().orElseThrow());
    }

    @Test
    void nothingSecretIsPrinted() throws CryptoRefused {
        exchange();
        assertEquals("Rekey[redacted]", ana.toString());
        assertFalse(
                ana.stage().toString().matches(".*[0-9a-f]{16}.*"), ana.stage().toString());
    }
}
