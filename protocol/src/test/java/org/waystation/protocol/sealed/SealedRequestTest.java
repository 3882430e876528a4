package org.waystation.protocol.sealed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;

class SealedRequestTest {
    private static final int NAMED = 1 + 8;
    private static final int HEAD = NAMED + 16 + 32;
    private static final int ENCAPSULATION = 1088 + 32;

    private final Entropy entropy = new SeededEntropy(21);
    private final RelayId relay = RelayId.of(entropy.bytes(32));
    private final SealingKey key = SealingKey.generate(entropy);
    private final TicketKeys tickets = TicketKeys.generate(entropy);
    private final RoutingKey routingKey =
            new RoutingKey(key.publicKey(), Instant.ofEpochSecond(1), Instant.ofEpochSecond(2));

    @Test
    void requestOpensForItsRelayAndTheReplyOpensForTheAsker() throws ProtocolViolation {
        // Given
        Call call = append(SizeClass.SMALL);
        // When
        SealedRequest.ForSending sent = seal(call);
        SealedRequest.Received received = open(sent.request());
        Answer answer =
                sent.replyKey().open(received.replyKey().seal(new Answer.Appended(true, Optional.empty()), entropy));
        // Then
        assertEquals(call, received.call());
        assertEquals(new Answer.Appended(true, Optional.empty()), answer);
    }

    @ParameterizedTest
    @EnumSource(SizeClass.class)
    void requestOfEveryClassHasExactlyItsLength(SizeClass each) throws ProtocolViolation {
        // When
        SealedRequest.ForSending sent = seal(append(each));
        // Then
        assertEquals(
                HEAD + ENCAPSULATION + each.envelopeBytes() + 256 + 16,
                sent.request().size());
        assertEquals(each.requestBytes(), sent.request().size());
        assertEquals(append(each).sizeClass(), open(sent.request()).call().sizeClass());
    }

    @Test
    void fetchingPrekeysLooksLikeAppendingAMediumEnvelope() {
        assertEquals(
                seal(append(SizeClass.MEDIUM)).request().size(),
                seal(fetch()).request().size());
    }

    @ParameterizedTest
    @EnumSource(SizeClass.class)
    void repliesToOneClassHaveOneLength(SizeClass each) throws ProtocolViolation {
        // Given
        List<Answer> answers = new ArrayList<>(List.of(
                new Answer.Appended(false, Optional.empty()),
                new Answer.Appended(true, Optional.empty()),
                Answer.Refused.of(FaultCode.MAILBOX_FULL)));
        if (each == SizeClass.MEDIUM) {
            answers.add(new Answer.Prekeys(Bytes.wrap(entropy.bytes(4_900))));
        }
        ReplyKey replyKey = open(seal(append(each)).request()).replyKey();
        // When
        Set<Integer> lengths = answers.stream()
                .map(answer -> replyKey.seal(answer, entropy).size())
                .collect(Collectors.toSet());
        // Then
        assertEquals(Set.of(each == SizeClass.MEDIUM ? 5_120 + 32 : 96 + 32), lengths);
        assertEquals(Set.of(each.replyBytes()), lengths);
    }

    @Test
    void headNamesTheVersionAndTheRoutingKey() {
        // Given
        byte[] id = Arrays.copyOf(Digest.plainSha256(key.publicKey().bytes()), 8);
        // When
        byte[] request = seal(fetch()).request().toByteArray();
        // Then
        assertEquals(1, request[0]);
        assertArrayEquals(id, Arrays.copyOfRange(request, 1, NAMED));
    }

    @Test
    void anotherRelayDoesNotOpenIt() {
        // Given
        RelayId another = RelayId.of(entropy.bytes(32));
        Bytes request = seal(fetch()).request();
        // Then
        assertUndecipherable(() -> SealedRequest.open(request, another, id -> Optional.of(key), tickets));
    }

    @Test
    void anotherKeyDoesNotOpenIt() {
        // Given
        SealingKey another = SealingKey.generate(entropy);
        Bytes request = seal(fetch()).request();
        // Then
        assertUndecipherable(() -> SealedRequest.open(request, relay, id -> Optional.of(another), tickets));
        assertUndecipherable(() -> SealedRequest.open(request, relay, id -> Optional.empty(), tickets));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                8,
                NAMED,
                NAMED + 15,
                NAMED + 16,
                HEAD,
                HEAD + 1088,
                HEAD + ENCAPSULATION - 1,
                HEAD + ENCAPSULATION,
                4096,
                -16,
                -1
            })
    void damageOfAnyRegionIsRefused(int position) {
        // Given
        byte[] request = seal(fetch()).request().toByteArray();
        request[Math.floorMod(position, request.length)] ^= 1;
        // Then: the relay would find the key even under a damaged id
        assertUndecipherable(() -> SealedRequest.open(Bytes.wrap(request), relay, id -> Optional.of(key), tickets));
    }

    @Test
    void requestOfNoClassIsRefused() {
        // Given
        byte[] request = seal(fetch()).request().toByteArray();
        // Then
        assertUndecipherable(() -> open(Bytes.wrap(new byte[0])));
        assertUndecipherable(() -> open(Bytes.wrap(Arrays.copyOf(request, request.length - 1))));
        assertUndecipherable(() -> open(Bytes.wrap(Arrays.copyOf(request, request.length + 1))));
        assertUndecipherable(() -> open(Bytes.wrap(Arrays.copyOf(request, SizeClass.LARGE.requestBytes()))));
    }

    @Test
    void replayIsOpenedAgainAndAnsweredWithOtherBytes() throws ProtocolViolation {
        // Given
        SealedRequest.ForSending sent = seal(fetch());
        Answer answer = new Answer.Prekeys(Bytes.wrap(entropy.bytes(100)));
        // When
        Bytes first = open(sent.request()).replyKey().seal(answer, entropy);
        Bytes second = open(sent.request()).replyKey().seal(answer, entropy);
        // Then
        assertNotEquals(first, second);
        assertEquals(answer, sent.replyKey().open(first));
        assertEquals(answer, sent.replyKey().open(second));
    }

    @Test
    void sameCallSealedTwiceHasNothingInCommonButTheHead() {
        // Given
        Bytes first = seal(fetch()).request();
        Bytes second = seal(fetch()).request();
        // Then
        assertEquals(NAMED, first.asReadOnlyBuffer().mismatch(second.asReadOnlyBuffer()));
    }

    @Test
    void replyToAnotherRequestIsRefused() throws ProtocolViolation {
        // Given
        SealedRequest.ForSending asked = seal(fetch());
        Bytes reply =
                open(seal(fetch()).request()).replyKey().seal(new Answer.Appended(false, Optional.empty()), entropy);
        // Then
        assertRejected(asked.replyKey(), reply);
    }

    @Test
    void damagedReplyIsRefused() throws ProtocolViolation {
        // Given
        SealedRequest.ForSending asked = seal(append(SizeClass.SMALL));
        byte[] reply = open(asked.request())
                .replyKey()
                .seal(new Answer.Appended(false, Optional.empty()), entropy)
                .toByteArray();
        // Then
        for (int i = 0; i < reply.length; i++) {
            byte[] damaged = reply.clone();
            damaged[i] ^= 1;
            assertRejected(asked.replyKey(), Bytes.wrap(damaged));
        }
        assertRejected(asked.replyKey(), Bytes.wrap(Arrays.copyOf(reply, reply.length - 1)));
        assertRejected(asked.replyKey(), Bytes.wrap(new byte[0]));
    }

    @Test
    void replyKeyComesBackFromTheVault() throws ProtocolViolation {
        // Given
        SealedRequest.ForSending asked = seal(append(SizeClass.LARGE));
        Bytes reply = open(asked.request()).replyKey().seal(new Answer.Appended(false, Optional.empty()), entropy);
        // When
        ReplyKey restored = ReplyKey.fromBytes(asked.replyKey().exposeBytes());
        // Then
        assertEquals(new Answer.Appended(false, Optional.empty()), restored.open(reply));
        assertEquals("ReplyKey[REDACTED]", restored.toString());
        assertThrows(IllegalArgumentException.class, () -> ReplyKey.fromBytes(new byte[35]));
        assertThrows(IllegalArgumentException.class, () -> ReplyKey.fromBytes(new byte[36]));
    }

    @Test
    void callInARequestOfAnotherClassIsRefused() {
        // Given: a fetch of prekeys in a small request, whose reply would have no room for them
        byte[] inside = Arrays.copyOf(CallCodec.encode(fetch()), SizeClass.SMALL.callBytes());
        byte[] head = ByteBuffer.allocate(HEAD)
                .put((byte) 1)
                .put(routingKey.id().asReadOnlyBuffer())
                .put(entropy.bytes(16 + 32))
                .array();
        byte[] body = key.publicKey()
                .seal(Label.SEALED_REQUEST, relay.toByteArray(), head, inside, entropy)
                .bytes();
        byte[] request =
                ByteBuffer.allocate(HEAD + body.length).put(head).put(body).array();
        // Then
        assertEquals(
                FaultCode.MALFORMED,
                assertThrows(ProtocolViolation.class, () -> open(Bytes.wrap(request)))
                        .code());
    }

    private SealedRequest.ForSending seal(Call call) {
        return SealedRequest.seal(call, relay, routingKey, Optional.empty(), entropy);
    }

    private SealedRequest.Received open(Bytes request) throws ProtocolViolation {
        return SealedRequest.open(
                request, relay, id -> id.equals(routingKey.id()) ? Optional.of(key) : Optional.empty(), tickets);
    }

    private static Call append(SizeClass sizeClass) {
        return new Call.Append(
                1_800_000_000L,
                MailboxId.of(new byte[32]),
                SendToken.of(new byte[32]),
                EnvelopeId.of(new byte[16]),
                Lane.MESSAGE,
                Bytes.wrap(new byte[sizeClass.envelopeBytes()]));
    }

    private static Call fetch() {
        return new Call.FetchPrekeys(1_800_000_000L, MailboxId.of(new byte[32]), SendToken.of(new byte[32]));
    }

    @FunctionalInterface
    private interface Opening {
        Object run() throws ProtocolViolation;
    }

    private static void assertUndecipherable(Opening opening) {
        assertEquals(
                FaultCode.UNDECIPHERABLE,
                assertThrows(ProtocolViolation.class, opening::run).code());
    }

    private static void assertRejected(ReplyKey key, Bytes reply) {
        assertEquals(
                FaultCode.REJECTED,
                assertThrows(ProtocolViolation.class, () -> key.open(reply)).code());
    }
}
