package org.waystation.protocol.rekey;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Encapsulation;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.KemPublicKey;
import org.waystation.protocol.crypto.KemSize;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;

/**
 * One end's part in the exchanges of one conversation. The two take turns: epoch n + 1 is offered by the initiator of the
 * conversation if n is even and by the responder if it is odd, so that two can never begin at once.
 *
 * <pre>
 * who offers:   Resting ──due──> Offering ──whole answer──────> Ready ──own ratchet step, mixed in──> Resting, epoch + 1
 * who answers:  Resting ──first block──> Collecting ──whole key──> Answering ──peer's mixed step──> Resting, epoch + 1
 * </pre>
 *
 * Who offers mixes first, in the first sending step after the whole answer has come, which proves that the other has the secret. Who answers sees by the epoch in the encrypted header that the peer has mixed, before deriving any key. So
 * no loss, repetition or change of order can leave the two with different root keys, and blocks are repeated until they are
 * known to have come. Keys have names, so that blocks of two keys never mix when one end was set back.
 */
public final class Rekey {
    static final KemSize SIZE = KemSize.ML_KEM_768;

    /** Ciphertext, and a proof of the secret in it. */
    static final int ANSWER_BYTES = SIZE.ciphertextBytes() + Kdf.MAC_BYTES;

    /** The least that every message carries. */
    public static final int MIN_PIECE_BYTES = Piece.NOTHING_BYTES;

    private final boolean isInitiator;
    private final int epoch;
    private final int messages;
    private final long sinceSeconds;
    private final Stage stage;

    /**
     * @param messages of both directions since the last exchange
     * @param sinceSeconds when the first message after the last exchange was sent; 0 if none was
     */
    Rekey(boolean isInitiator, int epoch, int messages, long sinceSeconds, Stage stage) {
        this.isInitiator = isInitiator;
        this.epoch = epoch;
        this.messages = messages;
        this.sinceSeconds = sinceSeconds;
        this.stage = stage;
    }

    /** What a message carries, and the state after it. */
    public record Written(Rekey next, Bytes piece) {}

    public static Rekey start(boolean isInitiator) {
        return new Rekey(isInitiator, 0, 0, 0, new Stage.Resting());
    }

    private boolean offersNext() {
        return isInitiator == (epoch % 2 == 0);
    }

    private Rekey at(Stage next) {
        return new Rekey(isInitiator, epoch, messages, sinceSeconds, next);
    }

    /** One more message of ours, which carries nothing: an introduction. */
    public Written writeNothing() {
        return new Written(counted(sinceSeconds), Piece.NOTHING);
    }

    /** One more message of ours, with {@code room} bytes to spare, at least {@link #MIN_PIECE_BYTES}. */
    public Written write(int room, RekeySchedule schedule, long nowSeconds, Entropy entropy) {
        boolean isFirst = sinceSeconds == 0;
        boolean clockWasWrong = sinceSeconds > nowSeconds;
        Rekey counted = counted(isFirst || clockWasWrong ? nowSeconds : sinceSeconds);
        boolean begins = counted.stage instanceof Stage.Resting
                && offersNext()
                && schedule.isDue(counted.messages, counted.sinceSeconds, nowSeconds);
        Rekey current = begins ? counted.at(Stage.Offering.of(KemKey.generate(SIZE, entropy))) : counted;
        return current.carry(room - Piece.HEADER_BYTES);
    }

    private Rekey counted(long since) {
        return new Rekey(isInitiator, epoch, Math.incrementExact(messages), since, stage);
    }

    private Written carry(int room) {
        if (room < Blocks.BLOCK_BYTES) {
            return new Written(this, Piece.NOTHING);
        }
        if (stage instanceof Stage.Offering offering) {
            byte[] key = offering.publicKey().toByteArray();
            byte[] blocks = Blocks.cut(key, offering.next(), room);
            Stage next = offering.from(Blocks.after(offering.next(), blocks, key.length));
            return written(Piece.Kind.KEY, name(key), offering.next(), blocks, next);
        }
        if (stage instanceof Stage.Answering answering) {
            byte[] answer = answering.answer().toByteArray();
            byte[] blocks = Blocks.cut(answer, answering.next(), room);
            Stage next = answering.from(Blocks.after(answering.next(), blocks, answer.length));
            return written(Piece.Kind.ANSWER, answering.name(), answering.next(), blocks, next);
        }
        return new Written(this, Piece.NOTHING);
    }

    private Written written(Piece.Kind kind, Bytes name, int first, byte[] blocks, Stage next) {
        return new Written(at(next), new Piece(kind, epoch + 1, name, first, Bytes.wrap(blocks)).encode());
    }

    private static Bytes name(byte[] key) {
        return Bytes.wrap(Arrays.copyOf(Digest.sha256(Label.REKEY_NAME, key), Piece.NAME_BYTES));
    }

    /**
     * Takes the piece off the front of a message that has been decrypted, once for each message. What belongs to an exchange
     * that is through, or that the peer has no right to, changes nothing.
     *
     * @param conversation 32 bytes that both ends know the conversation by
     * @throws CryptoRefused if there is no piece in front
     */
    public Rekey read(ByteBuffer plaintext, byte[] conversation, Entropy entropy) throws CryptoRefused {
        Rekey counted = counted(sinceSeconds);
        if (Piece.isNothing(plaintext)) {
            plaintext.get();
            return counted;
        }
        Piece piece = Piece.read(plaintext);
        if (piece.epoch() != epoch + 1) {
            return counted;
        }
        return piece.kind() == Piece.Kind.KEY
                ? counted.takeKey(piece, conversation, entropy)
                : counted.takeAnswer(piece, conversation);
    }

    private Rekey takeKey(Piece piece, byte[] conversation, Entropy entropy) {
        boolean isAnswered =
                stage instanceof Stage.Answering answering && answering.name().equals(piece.name());
        if (offersNext() || isAnswered || !Blocks.fit(piece, SIZE.publicKeyBytes())) {
            return this;
        }
        // Another name in the same epoch: the peer was set back, and has forgotten the key before.
        Blocks before = stage instanceof Stage.Collecting collecting
                        && collecting.name().equals(piece.name())
                ? collecting.key()
                : Blocks.none(SIZE.publicKeyBytes());
        Blocks key = before.with(piece);
        return key.areComplete()
                ? answer(piece.name(), key.bytes().toByteArray(), conversation, entropy)
                : at(new Stage.Collecting(piece.name(), key));
    }

    private Rekey answer(Bytes name, byte[] key, byte[] conversation, Entropy entropy) {
        try {
            if (!name.equals(name(key))) {
                return at(new Stage.Resting());
            }
            Encapsulation made = KemPublicKey.of(SIZE, key).encapsulate(entropy);
            SecretKey32 secret = bound(made.secret(), conversation, key, made.ciphertext());
            Bytes answer = Bytes.wrap(ByteBuffer.allocate(ANSWER_BYTES)
                    .put(made.ciphertext())
                    .put(confirmation(secret))
                    .array());
            return at(new Stage.Answering(name, answer, 0, secret));
        } catch (CryptoRefused e) {
            return at(new Stage.Resting()); // Only a peer that harms itself sends a key that is none.
        }
    }

    private Rekey takeAnswer(Piece piece, byte[] conversation) throws CryptoRefused {
        if (!(stage instanceof Stage.Offering offering)) {
            return this;
        }
        byte[] key = offering.publicKey().toByteArray();
        if (!piece.name().equals(name(key)) || !Blocks.fit(piece, ANSWER_BYTES)) {
            return this;
        }
        Blocks answer = offering.answer().with(piece);
        if (!answer.areComplete()) {
            return at(offering.with(answer));
        }
        byte[] whole = answer.bytes().toByteArray();
        byte[] ciphertext = Arrays.copyOf(whole, SIZE.ciphertextBytes());
        SecretKey32 secret = bound(offering.key().decapsulate(ciphertext), conversation, key, ciphertext);
        boolean isConfirmed = Digest.constantTimeEquals(
                confirmation(secret), Arrays.copyOfRange(whole, SIZE.ciphertextBytes(), ANSWER_BYTES));
        // ML-KEM gives some secret for any ciphertext: one that the peer does not have must never be mixed in.
        return at(isConfirmed ? new Stage.Ready(secret) : new Stage.Resting());
    }

    private static byte[] confirmation(SecretKey32 secret) {
        return Kdf.mac(Label.REKEY_CONFIRMATION, secret);
    }

    /** The KEM's secret, tied to this conversation, this exchange, and the bytes that made it. */
    private SecretKey32 bound(SecretKey32 shared, byte[] conversation, byte[] key, byte[] ciphertext) {
        byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(epoch + 1).array();
        SecretKey32 secret = Kdf.key(Label.REKEY, shared, conversation, number, key, ciphertext);
        shared.destroy();
        return secret;
    }

    /** What a ratchet step mixes in: the peer's secret into its first half, ours into its second; and the state after it. */
    public record Step(Rekey next, Optional<SecretKey32> receiving, Optional<SecretKey32> sending) {}

    /**
     * The step that a first message of a new chain brings about.
     *
     * @param peerEpoch from its header
     * @throws CryptoRefused for an epoch that the peer cannot be in
     */
    public Step step(int peerEpoch) throws CryptoRefused {
        if (peerEpoch == epoch) {
            return stage instanceof Stage.Ready ready
                    ? new Step(mixed(), Optional.empty(), Optional.of(ready.secret()))
                    : new Step(this, Optional.empty(), Optional.empty());
        }
        if (peerEpoch == epoch + 1 && stage instanceof Stage.Answering answering) {
            return new Step(mixed(), Optional.of(answering.secret()), Optional.empty());
        }
        throw new CryptoRefused();
    }

    private Rekey mixed() {
        return new Rekey(isInitiator, Math.incrementExact(epoch), 0, 0, new Stage.Resting());
    }

    /** How many secrets have been mixed in so far. */
    public int epoch() {
        return epoch;
    }

    boolean isInitiator() {
        return isInitiator;
    }

    int messages() {
        return messages;
    }

    long sinceSeconds() {
        return sinceSeconds;
    }

    Stage stage() {
        return stage;
    }

    @Override
    public String toString() {
        return "Rekey[redacted]";
    }
}
