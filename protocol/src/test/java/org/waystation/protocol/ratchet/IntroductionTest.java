package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Encapsulation;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.prekey.CurvePrekeySecret;
import org.waystation.protocol.prekey.Identity;
import org.waystation.protocol.prekey.KemPrekeySecret;
import org.waystation.protocol.prekey.PrekeyBundle;
import org.waystation.protocol.prekey.PrekeysUsed;

class IntroductionTest {
    private static final byte[] GREETING = "hello, it is Ana".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NONE = {};
    private static final int CLASS = 4096;

    private final Entropy entropy = new SeededEntropy(11);
    private final Person ana = new Person(entropy);
    private final Person bojan = new Person(entropy);

    @Test
    void strangerIntroducesHerselfAndIsAnswered() throws CryptoRefused {
        // Given
        Session session = ana.introduceTo(bojan);
        Encrypted sent = session.encrypt(GREETING, entropy);
        // When
        Introduction introduction = bojan.open(envelope(sent));
        Decryption.Decrypted accepted = bojan.accept(introduction);
        Encrypted answer = accepted.next().encrypt(GREETING, entropy);
        Decryption.Decrypted read =
                assertInstanceOf(Decryption.Decrypted.class, sent.next().decrypt(answer.message(), entropy));
        // Then
        assertArrayEquals(GREETING, accepted.plaintext());
        assertArrayEquals(GREETING, read.plaintext());
        assertEquals(ana.identity.publicIdentity(), introduction.initiator());
        assertEquals(ana.identity.publicIdentity(), accepted.next().peer());
        assertEquals(bojan.identity.publicIdentity(), session.peer());
        assertArrayEquals(session.handshakeId(), introduction.handshakeId());
        assertArrayEquals(session.handshakeId(), accepted.next().handshakeId());
        assertTrue(sent.next().pendingIntroduction().isPresent());
        assertTrue(read.next().pendingIntroduction().isEmpty());
        assertTrue(accepted.next().pendingIntroduction().isEmpty());
    }

    @Test
    void introductionWithoutOneTimeKeysWorksToo() throws CryptoRefused {
        // Given
        PrekeyBundle bundle = PrekeyBundle.decode(bojan.standingBundle(), bojan.fingerprint());
        Session session = Session.initiate(ana.identity, bundle, entropy);
        // When
        Introduction introduction = bojan.open(envelope(session.encrypt(GREETING, entropy)));
        // Then
        assertTrue(introduction.oneTimeCurveId().isEmpty());
        assertEquals(Person.LAST_RESORT, introduction.kemId());
        assertArrayEquals(GREETING, bojan.accept(introduction).plaintext());
    }

    @Test
    void introductionNamesThePrekeysItUsed() throws CryptoRefused {
        // When
        Introduction introduction = bojan.open(envelope(ana.introduceTo(bojan).encrypt(GREETING, entropy)));
        // Then
        assertEquals(Person.SIGNED_CURVE, introduction.signedCurveId());
        assertEquals(Person.ONE_TIME_CURVE, introduction.oneTimeCurveId().orElseThrow());
        assertEquals(Person.ONE_TIME_KEM, introduction.kemId());
    }

    @Test
    void otherPrekeysThanTheNamedOnesAreABug() throws CryptoRefused {
        // Given
        Introduction introduction = bojan.open(envelope(ana.introduceTo(bojan).encrypt(GREETING, entropy)));
        PrekeysUsed withoutOneTime = new PrekeysUsed(bojan.standing.signedCurve(), Optional.empty(), bojan.oneTimeKem);
        PrekeysUsed wrongKem = new PrekeysUsed(
                bojan.standing.signedCurve(), Optional.of(bojan.oneTimeCurve), bojan.standing.lastResort());
        // Then
        assertThrows(
                IllegalArgumentException.class,
                () -> Session.accept(bojan.identity, withoutOneTime, introduction, entropy));
        assertThrows(
                IllegalArgumentException.class, () -> Session.accept(bojan.identity, wrongKem, introduction, entropy));
    }

    @Test
    void introductionDoesNotOpenWithReplacedPrekeysOfTheSameIds() throws CryptoRefused {
        // Given
        Introduction introduction = bojan.open(envelope(ana.introduceTo(bojan).encrypt(GREETING, entropy)));
        PrekeysUsed good = bojan.prekeysFor(introduction);
        CurvePrekeySecret otherSigned = CurvePrekeySecret.generate(Person.SIGNED_CURVE, entropy);
        CurvePrekeySecret otherOneTime = CurvePrekeySecret.generate(Person.ONE_TIME_CURVE, entropy);
        KemPrekeySecret otherKem = KemPrekeySecret.generate(Person.ONE_TIME_KEM, entropy);
        // Then
        assertAcceptRefused(new PrekeysUsed(otherSigned, good.oneTimeCurve(), good.kem()), introduction);
        assertAcceptRefused(new PrekeysUsed(good.signedCurve(), Optional.of(otherOneTime), good.kem()), introduction);
        assertAcceptRefused(new PrekeysUsed(good.signedCurve(), good.oneTimeCurve(), otherKem), introduction);
        assertThrows(
                CryptoRefused.class, () -> Session.accept(Identity.generate(entropy), good, introduction, entropy));
        assertArrayEquals(GREETING, bojan.accept(introduction).plaintext());
    }

    @Test
    void furtherMessagesBeforeTheAnswerBelongToTheSameHandshakeInAnyOrder() throws CryptoRefused {
        // Given
        Encrypted first = ana.introduceTo(bojan).encrypt(GREETING, entropy);
        Encrypted second = first.next().encrypt(GREETING, entropy);
        // When
        Decryption.Decrypted accepted = bojan.accept(bojan.open(envelope(second)));
        Introduction late = bojan.open(envelope(first));
        Decryption read = accepted.next().decrypt(late.ratchetMessage(), entropy);
        // Then
        assertArrayEquals(accepted.next().handshakeId(), late.handshakeId());
        assertArrayEquals(
                GREETING, assertInstanceOf(Decryption.Decrypted.class, read).plaintext());
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 16384, 65536})
    void envelopeHasExactlyTheClassForTheShortestAndTheLongestText(int envelopeBytes) throws CryptoRefused {
        for (int size : new int[] {0, Introduction.maxContentBytes(envelopeBytes)}) {
            // When
            Encrypted sent = ana.introduceTo(bojan).encrypt(new byte[size], entropy);
            byte[] envelope =
                    sent.next().pendingIntroduction().orElseThrow().seal(sent.message(), envelopeBytes, entropy);
            // Then
            assertEquals(envelopeBytes, envelope.length);
            assertEquals(size, bojan.accept(bojan.open(envelope)).plaintext().length);
        }
    }

    @Test
    void statedOverheadIsWhatTheLongestHeaderTakes() throws CryptoRefused {
        // Given
        IntroductionHeader header =
                ana.introduceTo(bojan).pendingIntroduction().orElseThrow().header();
        IntroductionHeader longest = new IntroductionHeader(
                header.initiator(),
                header.voucher(),
                header.ephemeral(),
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                header.kemCiphertext());
        // Then
        assertEquals(
                IntroductionHeader.MAX_ENCODED_BYTES, longest.message().build().getSerializedSize());
        assertTrue(Introduction.maxContentBytes(CLASS) > 1000);
        assertTrue(Introduction.maxContentBytes(1024) < 0);
    }

    @Test
    void tooLongATextIsABug() throws CryptoRefused {
        // Given
        Encrypted sent = ana.introduceTo(bojan).encrypt(new byte[CLASS], entropy);
        PendingIntroduction pending = sent.next().pendingIntroduction().orElseThrow();
        // Then
        assertThrows(IllegalArgumentException.class, () -> pending.seal(sent.message(), CLASS, entropy));
    }

    @Test
    void envelopeChangedAnywhereIsRefused() throws CryptoRefused {
        byte[] envelope = envelope(ana.introduceTo(bojan).encrypt(GREETING, entropy));
        for (int at = 0; at < envelope.length; at += 97) {
            byte[] changed = envelope.clone();
            changed[at] ^= 1;
            assertThrows(CryptoRefused.class, () -> bojan.open(changed), "byte " + at);
        }
        assertThrows(CryptoRefused.class, () -> bojan.open(Arrays.copyOf(envelope, 100)));
        assertThrows(CryptoRefused.class, () -> Introduction.open(SealingKey.generate(entropy), envelope));
    }

    @Test
    void noByteStaysTheSameFromOneIntroductionToTheNext() throws CryptoRefused {
        // Given
        Session session = ana.introduceTo(bojan);
        byte[] first = envelope(session.encrypt(GREETING, entropy));
        boolean[] changed = new boolean[CLASS];
        // When
        for (int i = 0; i < 12; i++) {
            byte[] other = envelope(session.encrypt(GREETING, entropy));
            for (int at = 0; at < CLASS; at++) {
                changed[at] |= first[at] != other[at];
            }
        }
        // Then
        boolean[] all = new boolean[CLASS];
        Arrays.fill(all, true);
        assertArrayEquals(all, changed);
    }

    @Test
    void initiatorWhoseSigningKeyDoesNotVouchForTheAgreementKeyIsRefused() throws CryptoRefused {
        // Given: Mallory claims the signing key of somebody else.
        org.waystation.protocol.wire.Introduction claim = honestIntroduction()
                .setIdentitySign(ByteString.copyFrom(
                        new Person(entropy).identity.publicIdentity().signing().bytes()))
                .build();
        // Then
        assertThrows(CryptoRefused.class, () -> bojan.open(sealed(claim.toByteArray())));
    }

    @Test
    void malformedContentIsRefused() throws CryptoRefused {
        ByteString lowOrder = ByteString.copyFrom(new byte[32]);
        assertOpenRefused(honestIntroduction().setEphemeral(lowOrder));
        assertOpenRefused(honestIntroduction().setIdentityAgree(lowOrder));
        assertOpenRefused(honestIntroduction().clearEphemeral());
        assertOpenRefused(honestIntroduction().setSignedCurveId(0));
        assertOpenRefused(honestIntroduction().setKemId(-5));
        assertOpenRefused(honestIntroduction().setOneTimeCurveId(-5));
        assertOpenRefused(honestIntroduction().setKemCiphertext(ByteString.copyFrom(new byte[1567])));
        assertOpenRefused(honestIntroduction().clearIdentitySignature());
        assertThrows(CryptoRefused.class, () -> bojan.open(sealedPlain(new byte[3])));
        assertThrows(CryptoRefused.class, () -> bojan.open(sealedPlain(new byte[] {0, 0, 0, 9, 1, 2})));
        assertThrows(CryptoRefused.class, () -> bojan.open(sealedPlain(new byte[] {-1, 0, 0, 0, 1, 2})));
        assertThrows(CryptoRefused.class, () -> bojan.open(sealed(new byte[] {1, 2, 3})));
    }

    @Test
    void introductionFromOneselfIsRefused() throws CryptoRefused {
        PrekeyBundle own = PrekeyBundle.decode(bojan.fullBundle(), bojan.fingerprint());
        assertThrows(IllegalArgumentException.class, () -> Session.initiate(bojan.identity, own, entropy));
        // Given: an introduction in all form, by somebody who holds the same identity.
        AgreementKey ephemeral = AgreementKey.generate(entropy);
        Encapsulation encapsulation = own.kem().key().encapsulate(entropy);
        IntroductionHeader header = new IntroductionHeader(
                bojan.identity.publicIdentity(),
                ByteString.copyFrom(bojan.identity.voucherForAgreementKey()),
                ephemeral.publicKey(),
                Person.SIGNED_CURVE,
                Person.ONE_TIME_CURVE,
                Person.ONE_TIME_KEM,
                ByteString.copyFrom(encapsulation.ciphertext()));
        Handshake handshake = Handshake.initiate(bojan.identity, own, ephemeral, encapsulation);
        byte[] message = RatchetState.initiator(RatchetKeys.initiator(
                        handshake, own.standing().signedCurve().key(), entropy))
                .encrypt(GREETING, handshake.conversation(), entropy)
                .message();
        Introduction introduction =
                bojan.open(Introduction.seal(header, bojan.standing.introKey().publicKey(), message, CLASS, entropy));
        // Then
        assertThrows(CryptoRefused.class, () -> bojan.accept(introduction));
    }

    @Test
    void damagedFirstMessageIsRefusedAndSpendsNothing() throws CryptoRefused {
        // Given
        org.waystation.protocol.wire.Introduction honest = honestIntroduction().build();
        byte[] message = honest.getRatchetMessage().toByteArray();
        message[message.length - 1] ^= 1;
        Introduction damaged = bojan.open(sealed(honest.toBuilder()
                .setRatchetMessage(ByteString.copyFrom(message))
                .build()
                .toByteArray()));
        Introduction empty = bojan.open(
                sealed(honest.toBuilder().clearRatchetMessage().build().toByteArray()));
        // Then
        assertThrows(CryptoRefused.class, () -> bojan.accept(damaged));
        assertThrows(CryptoRefused.class, () -> bojan.accept(empty));
        assertFalse(bojan.accept(bojan.open(sealed(honest.toByteArray()))).plaintext().length == 0);
    }

    private byte[] envelope(Encrypted sent) {
        return sent.next().pendingIntroduction().orElseThrow().seal(sent.message(), CLASS, entropy);
    }

    private org.waystation.protocol.wire.Introduction.Builder honestIntroduction() throws CryptoRefused {
        Encrypted sent = ana.introduceTo(bojan).encrypt(GREETING, entropy);
        return sent.next()
                .pendingIntroduction()
                .orElseThrow()
                .header()
                .message()
                .setRatchetMessage(ByteString.copyFrom(sent.message()));
    }

    private byte[] sealed(byte[] introduction) {
        return sealedPlain(ByteBuffer.allocate(4 + introduction.length)
                .putInt(introduction.length)
                .put(introduction)
                .array());
    }

    private byte[] sealedPlain(byte[] content) {
        return bojan.standing
                .introKey()
                .publicKey()
                .seal(Label.INTRO_SEAL, NONE, NONE, content, entropy)
                .bytes();
    }

    private void assertOpenRefused(org.waystation.protocol.wire.Introduction.Builder introduction) {
        byte[] encoded = introduction.build().toByteArray();
        assertThrows(CryptoRefused.class, () -> bojan.open(sealed(encoded)));
    }

    private void assertAcceptRefused(PrekeysUsed prekeys, Introduction introduction) {
        assertThrows(CryptoRefused.class, () -> Session.accept(bojan.identity, prekeys, introduction, entropy));
    }
}
