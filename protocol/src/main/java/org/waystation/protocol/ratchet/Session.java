package org.waystation.protocol.ratchet;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Encapsulation;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.envelope.Padding;
import org.waystation.protocol.prekey.CurvePrekey;
import org.waystation.protocol.prekey.Identity;
import org.waystation.protocol.prekey.PrekeyBundle;
import org.waystation.protocol.prekey.PrekeysUsed;
import org.waystation.protocol.prekey.PublicIdentity;
import org.waystation.protocol.rekey.Rekey;
import org.waystation.protocol.rekey.RekeySchedule;

/**
 * One end of a conversation between two people, at one moment. Immutable: each step gives the next session, and only that one
 * is used from then on, or a message key is used twice.
 *
 * <pre>
 * initiate ──> [introducing] ──first message received──> [established]
 *                                accept ───────────────> [established]
 * </pre>
 *
 * While introducing, every message goes to the front door inside {@link #pendingIntroduction}. Two people who introduce
 * themselves to each other at the same time have two sessions each; {@link #handshakeId} names them alike on both ends.
 */
public final class Session {
    /** What a message adds to its content. */
    public static final int OVERHEAD_BYTES =
            RatchetMessage.OVERHEAD_BYTES + Rekey.MIN_PIECE_BYTES + Padding.OVERHEAD_BYTES;

    private final PublicIdentity peer;
    private final byte[] handshakeId;
    private final byte[] conversation;
    private final RatchetState state;
    private final @Nullable PendingIntroduction pending;

    Session(
            PublicIdentity peer,
            byte[] handshakeId,
            byte[] conversation,
            RatchetState state,
            @Nullable PendingIntroduction pending) {
        this.peer = peer;
        this.handshakeId = handshakeId;
        this.conversation = conversation;
        this.state = state;
        this.pending = pending;
    }

    /** Begins a conversation with the owner of the bundle, who must be somebody else. */
    public static Session initiate(Identity own, PrekeyBundle bundle, Entropy entropy) throws CryptoRefused {
        if (own.publicIdentity().equals(bundle.identity())) {
            throw new IllegalArgumentException("nobody is introduced to themselves");
        }
        AgreementKey ephemeral = AgreementKey.generate(entropy);
        Encapsulation encapsulation = bundle.kem().key().encapsulate(entropy);
        CurvePrekey signed = bundle.standing().signedCurve();
        IntroductionHeader header = new IntroductionHeader(
                own.publicIdentity(),
                ByteString.copyFrom(own.voucherForAgreementKey()),
                ephemeral.publicKey(),
                signed.id(),
                bundle.oneTimeCurve().map(CurvePrekey::id).orElse(IntroductionHeader.NO_ONE_TIME_CURVE),
                bundle.kem().id(),
                ByteString.copyFrom(encapsulation.ciphertext()));
        Handshake handshake = Handshake.initiate(own, bundle, ephemeral, encapsulation);
        return new Session(
                bundle.identity(),
                header.handshakeId(),
                handshake.conversation(),
                RatchetState.initiator(RatchetKeys.initiator(handshake, signed.key(), entropy)),
                new PendingIntroduction(header, bundle.standing().introKey()));
    }

    /**
     * The other end of {@link #initiate}, with its first message. Refuses what does not decrypt; only when it does are the
     * one-time prekeys spent, and the caller deletes them together with storing the session.
     *
     * <p>An introduction without one-time prekeys can be replayed, so the caller also remembers {@link
     * Introduction#handshakeId} for as long as it keeps the standing prekeys.
     */
    public static Decryption.Decrypted accept(
            Identity own, PrekeysUsed prekeys, Introduction introduction, Entropy entropy) throws CryptoRefused {
        IntroductionHeader header = introduction.header();
        if (!header.names(prekeys)) {
            throw new IllegalArgumentException("these are not the prekeys that the introduction names");
        }
        if (header.initiator().equals(own.publicIdentity())) {
            throw new CryptoRefused();
        }
        Handshake handshake = Handshake.respond(own, prekeys, header);
        RatchetState.Read read = RatchetState.responder(
                RatchetKeys.responder(handshake, prekeys.signedCurve().key()),
                RatchetMessage.parse(introduction.ratchetMessage(), handshake.conversation()),
                entropy);
        return new Decryption.Decrypted(
                new Session(header.initiator(), header.handshakeId(), handshake.conversation(), read.next(), null),
                read.content());
    }

    /**
     * The session at that time: what has been missing for too long is given up. A session that is used is brought up to date
     * first, and one that is not used now and then.
     */
    public Session at(Instant now) {
        return new Session(peer, handshakeId, conversation, state.at(now), pending);
    }

    /**
     * Encrypts one message, {@value #OVERHEAD_BYTES} bytes longer than its content: for an introduction, which pads it. The
     * caller stores the next session before it sends.
     */
    public Encrypted encrypt(byte[] content, Entropy entropy) {
        return encrypted(state.encrypt(content, conversation, entropy));
    }

    /**
     * Encrypts one message of exactly {@code messageBytes}, at least {@value #OVERHEAD_BYTES} more than the content. What is to
     * spare carries the rekey that is under way. The caller stores the next session before it sends.
     */
    public Encrypted encrypt(byte[] content, int messageBytes, RekeySchedule schedule, Instant now, Entropy entropy) {
        int plaintextBytes = messageBytes - RatchetMessage.OVERHEAD_BYTES;
        return encrypted(state.encrypt(content, plaintextBytes, conversation, schedule, now.getEpochSecond(), entropy));
    }

    private Encrypted encrypted(RatchetState.Written written) {
        return new Encrypted(new Session(peer, handshakeId, conversation, written.next(), pending), written.message());
    }

    /** Decrypts one message. Unless it is read, nothing has changed. */
    public Decryption decrypt(byte[] message, Entropy entropy) {
        try {
            return state.decrypt(RatchetMessage.parse(message, conversation), entropy) instanceof RatchetState.Read read
                    ? new Decryption.Decrypted(
                            new Session(peer, handshakeId, conversation, read.next(), null), read.content())
                    : new Decryption.Duplicate();
        } catch (CryptoRefused e) {
            return new Decryption.Unreadable();
        }
    }

    public PublicIdentity peer() {
        return peer;
    }

    /** The same 32 bytes on both ends; see {@link Introduction#handshakeId}. */
    public byte[] handshakeId() {
        return handshakeId.clone();
    }

    /** Present until the first message from the peer. */
    public Optional<PendingIntroduction> pendingIntroduction() {
        return Optional.ofNullable(pending);
    }

    /** For storing, encrypted by the caller. At most {@value SessionCodec#MAX_ENCODED_BYTES} bytes. */
    public SecretBytes encode() {
        return SessionCodec.encode(this);
    }

    /** Refuses what {@link #encode} never gives: another version, wrong lengths, more than is ever kept. */
    public static Session decode(SecretBytes encoded) throws CryptoRefused {
        return SessionCodec.decode(encoded);
    }

    byte[] conversation() {
        return conversation.clone();
    }

    RatchetState state() {
        return state;
    }

    @Override
    public String toString() {
        return "Session[redacted]";
    }
}
