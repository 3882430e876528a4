package org.waystation.protocol.ratchet;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.envelope.Padding;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.rekey.Rekey;
import org.waystation.protocol.rekey.RekeySchedule;

/**
 * The Double Ratchet with header encryption as a value: every step gives the next state, a failed one gives none.
 *
 * <p>A receiving chain is absent only for an initiator who has not received yet; chain key and header key live in one object,
 * so that no message can ever be read with a missing one. {@code ended} is oldest first.
 */
record RatchetState(
        RatchetKeys keys,
        SendingChain sending,
        @Nullable ReceivingChain receiving,
        int previousCount,
        List<EndedChain> ended,
        Rekey rekey,
        Age age) {

    /** What a message that opened its header came to. */
    sealed interface Outcome {}

    static final class Read implements Outcome {
        private final RatchetState next;
        private final byte[] content;

        private Read(RatchetState next, byte[] content) {
            this.next = next;
            this.content = content;
        }

        RatchetState next() {
            return next;
        }

        byte[] content() {
            return content;
        }
    }

    /** The key of this message has been used, or was given up long ago. */
    record AlreadyRead() implements Outcome {}

    static final class Written {
        private final RatchetState next;
        private final byte[] message;

        private Written(RatchetState next, byte[] message) {
            this.next = next;
            this.message = message;
        }

        RatchetState next() {
            return next;
        }

        byte[] message() {
            return message;
        }
    }

    RatchetState {
        ended = List.copyOf(ended);
    }

    static RatchetState initiator(RatchetKeys.Started started) {
        return new RatchetState(started.keys(), started.sending(), null, 0, List.of(), Rekey.start(true), Age.NEW);
    }

    /** The responder's first state is the one after the initiator's first message that arrives. */
    static Read responder(RatchetKeys keys, RatchetMessage message, Entropy entropy) throws CryptoRefused {
        Header header = Header.decode(message.openHeader(keys.nextReceiveHeaderKey()));
        if (header.previousCount() != 0) {
            throw new CryptoRefused();
        }
        Rekey.Step rekey = Rekey.start(false).step(header.epoch());
        RatchetKeys.Stepped stepped = keys.step(header.ratchetKey(), rekey, entropy);
        return new RatchetState(
                        stepped.keys(), stepped.sending(), stepped.receiving(), 0, List.of(), rekey.next(), Age.NEW)
                .read(stepped.receiving(), header, message, entropy);
    }

    /** Forgets the keys of messages that have been missing for too long. */
    RatchetState at(Instant now) {
        Age later = age.at(now);
        if (later.equals(age)) {
            return this;
        }
        int oldest = later.days() - SkipLimits.MAX_SKIPPED_DAYS;
        ReceivingChain current = receiving == null
                ? null
                : receiving.withSkipped(receiving.skipped().since(oldest));
        List<EndedChain> chains = ended.stream()
                .map(each -> each.withSkipped(each.skipped().since(oldest)))
                .toList();
        return new RatchetState(keys, sending, current, previousCount, chains, rekey, later);
    }

    /** A message just as long as it must be, with nothing of a rekey in it. */
    Written encrypt(byte[] content, byte[] conversation, Entropy entropy) {
        int padded = content.length + Padding.OVERHEAD_BYTES;
        return encrypt(rekey.writeNothing(), content, padded, conversation, entropy);
    }

    /** A message with a plaintext of so many bytes, and in what is to spare a piece of the rekey that is under way. */
    Written encrypt(
            byte[] content,
            int plaintextBytes,
            byte[] conversation,
            RekeySchedule schedule,
            long nowSeconds,
            Entropy entropy) {
        int room = plaintextBytes - content.length - Padding.OVERHEAD_BYTES;
        Rekey.Written carried = rekey.write(room, schedule, nowSeconds, entropy);
        int padded = plaintextBytes - carried.piece().size();
        return encrypt(carried, content, padded, conversation, entropy);
    }

    private Written encrypt(
            Rekey.Written carried, byte[] content, int paddedBytes, byte[] conversation, Entropy entropy) {
        byte[] plaintext = ByteBuffer.allocate(carried.piece().size() + paddedBytes)
                .put(carried.piece().asReadOnlyBuffer())
                .put(Padding.pad(content, paddedBytes))
                .array();
        Header header = new Header(keys.own().publicKey(), previousCount, sending.next(), rekey.epoch());
        byte[] encryptedHeader =
                Aead.seal(Label.RATCHET_HEADER, sending.headerKey(), conversation, header.encode(), entropy);
        byte[] message = RatchetMessage.encode(encryptedHeader, conversation, sending.messageKey(), plaintext);
        RatchetState next =
                new RatchetState(keys, sending.advance(), receiving, previousCount, ended, carried.next(), age);
        return new Written(next, message);
    }

    Outcome decrypt(RatchetMessage message, Entropy entropy) throws CryptoRefused {
        if (receiving != null) {
            Optional<Header> current = header(message, receiving.headerKey());
            if (current.isPresent()) {
                return readCurrent(receiving, current.get(), message, entropy);
            }
        }
        Optional<Header> next = header(message, keys.nextReceiveHeaderKey());
        if (next.isPresent()) {
            return readAfterStep(next.get(), message, entropy);
        }
        return readEnded(message, entropy);
    }

    private static Optional<Header> header(RatchetMessage message, SecretKey32 headerKey) throws CryptoRefused {
        byte[] opened;
        try {
            opened = message.openHeader(headerKey);
        } catch (CryptoRefused e) {
            return Optional.empty();
        }
        return Optional.of(Header.decode(opened));
    }

    private Outcome readCurrent(ReceivingChain chain, Header header, RatchetMessage message, Entropy entropy)
            throws CryptoRefused {
        if (header.number() >= chain.next()) {
            return read(chain, header, message, entropy);
        }
        Optional<SecretKey32> key = chain.skipped().get(header.number());
        if (key.isEmpty()) {
            return new AlreadyRead();
        }
        ReceivingChain rest = chain.withSkipped(chain.skipped().without(header.number()));
        return with(rest, ended).take(message, key.get(), entropy);
    }

    private Outcome readAfterStep(Header header, RatchetMessage message, Entropy entropy) throws CryptoRefused {
        List<EndedChain> chains = new ArrayList<>(ended);
        if (receiving != null) {
            chains.add(receiving.skipTo(header.previousCount(), age.days()).end());
        } else if (header.previousCount() != 0) {
            // The peer speaks of a chain that never existed here.
            throw new CryptoRefused();
        }
        Rekey.Step step = rekey.step(header.epoch());
        RatchetKeys.Stepped stepped = keys.step(header.ratchetKey(), step, entropy);
        return new RatchetState(
                        stepped.keys(),
                        stepped.sending(),
                        stepped.receiving(),
                        sending.next(),
                        chains,
                        step.next(),
                        age)
                .read(stepped.receiving(), header, message, entropy);
    }

    private Read read(ReceivingChain chain, Header header, RatchetMessage message, Entropy entropy)
            throws CryptoRefused {
        ReceivingChain reached = chain.skipTo(header.number(), age.days());
        return with(reached.advance(), ended).take(message, reached.messageKey(), entropy);
    }

    private Outcome readEnded(RatchetMessage message, Entropy entropy) throws CryptoRefused {
        for (int i = ended.size() - 1; i >= 0; i--) {
            EndedChain chain = ended.get(i);
            Optional<Header> header = header(message, chain.headerKey());
            if (header.isPresent()) {
                return readEnded(i, chain, header.get(), message, entropy);
            }
        }
        throw new CryptoRefused();
    }

    private Outcome readEnded(int index, EndedChain chain, Header header, RatchetMessage message, Entropy entropy)
            throws CryptoRefused {
        Optional<SecretKey32> key = chain.skipped().get(header.number());
        if (key.isEmpty()) {
            return new AlreadyRead();
        }
        List<EndedChain> rest = new ArrayList<>(ended);
        rest.set(index, chain.withSkipped(chain.skipped().without(header.number())));
        return new RatchetState(keys, sending, receiving, previousCount, rest, rekey, age)
                .take(message, key.get(), entropy);
    }

    /** Opens the body: this is the state in which its key is spent. */
    private Read take(RatchetMessage message, SecretKey32 messageKey, Entropy entropy) throws CryptoRefused {
        ByteBuffer plaintext = ByteBuffer.wrap(message.openBody(messageKey));
        Rekey after = rekey.read(plaintext, message.conversation(), entropy);
        byte[] padded = new byte[plaintext.remaining()];
        plaintext.get(padded);
        try {
            RatchetState next = new RatchetState(keys, sending, receiving, previousCount, ended, after, age);
            return new Read(next, Padding.unpad(padded));
        } catch (ProtocolViolation e) {
            throw new CryptoRefused();
        }
    }

    /** The same state with other receiving chains, cut back to what may be kept, oldest first. */
    private RatchetState with(ReceivingChain current, List<EndedChain> chains) {
        List<EndedChain> kept = new ArrayList<>(
                chains.subList(Math.max(0, chains.size() - SkipLimits.MAX_ENDED_CHAINS), chains.size()));
        int excess = current.skipped().size() - SkipLimits.MAX_SKIPPED_KEYS;
        for (EndedChain chain : kept) {
            excess += chain.skipped().size();
        }
        for (int i = 0; i < kept.size() && excess > 0; i++) {
            EndedChain chain = kept.get(i);
            SkippedKeys rest = chain.skipped().withoutOldest(excess);
            excess -= chain.skipped().size() - rest.size();
            kept.set(i, chain.withSkipped(rest));
        }
        ReceivingChain bounded =
                excess > 0 ? current.withSkipped(current.skipped().withoutOldest(excess)) : current;
        return new RatchetState(keys, sending, bounded, previousCount, kept, rekey, age);
    }
}
