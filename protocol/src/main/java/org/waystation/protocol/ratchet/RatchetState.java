package org.waystation.protocol.ratchet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;

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
        List<EndedChain> ended) {

    /** What a message that opened its header came to. */
    sealed interface Outcome {}

    static final class Read implements Outcome {
        private final RatchetState next;
        private final byte[] plaintext;

        private Read(RatchetState next, byte[] plaintext) {
            this.next = next;
            this.plaintext = plaintext;
        }

        RatchetState next() {
            return next;
        }

        byte[] plaintext() {
            return plaintext;
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
        return new RatchetState(started.keys(), started.sending(), null, 0, List.of());
    }

    /** The responder's first state is the one after the initiator's first message that arrives. */
    static Read responder(RatchetKeys keys, byte[] conversation, byte[] message, Entropy entropy) throws CryptoRefused {
        RatchetMessage parsed = RatchetMessage.parse(message);
        Header header = Header.decode(parsed.openHeader(keys.nextReceiveHeaderKey(), conversation));
        if (header.previousCount() != 0) {
            throw new CryptoRefused();
        }
        RatchetKeys.Stepped stepped = keys.step(header.ratchetKey(), entropy);
        return new RatchetState(stepped.keys(), stepped.sending(), stepped.receiving(), 0, List.of())
                .read(stepped.receiving(), header, parsed, conversation);
    }

    Written encrypt(byte[] plaintext, byte[] conversation, Entropy entropy) {
        Header header = new Header(keys.own().publicKey(), previousCount, sending.next());
        byte[] encryptedHeader =
                Aead.seal(Label.RATCHET_HEADER, sending.headerKey(), conversation, header.encode(), entropy);
        byte[] message = RatchetMessage.encode(encryptedHeader, conversation, sending.messageKey(), plaintext);
        return new Written(new RatchetState(keys, sending.advance(), receiving, previousCount, ended), message);
    }

    Outcome decrypt(byte[] message, byte[] conversation, Entropy entropy) throws CryptoRefused {
        RatchetMessage parsed = RatchetMessage.parse(message);
        if (receiving != null) {
            Optional<Header> current = header(parsed, receiving.headerKey(), conversation);
            if (current.isPresent()) {
                return readCurrent(receiving, current.get(), parsed, conversation);
            }
        }
        Optional<Header> next = header(parsed, keys.nextReceiveHeaderKey(), conversation);
        if (next.isPresent()) {
            return readAfterStep(next.get(), parsed, conversation, entropy);
        }
        return readEnded(parsed, conversation);
    }

    private static Optional<Header> header(RatchetMessage message, SecretKey32 headerKey, byte[] conversation)
            throws CryptoRefused {
        byte[] opened;
        try {
            opened = message.openHeader(headerKey, conversation);
        } catch (CryptoRefused e) {
            return Optional.empty();
        }
        return Optional.of(Header.decode(opened));
    }

    private Outcome readCurrent(ReceivingChain chain, Header header, RatchetMessage message, byte[] conversation)
            throws CryptoRefused {
        if (header.number() >= chain.next()) {
            return read(chain, header, message, conversation);
        }
        Optional<SecretKey32> key = chain.skipped().get(header.number());
        if (key.isEmpty()) {
            return new AlreadyRead();
        }
        byte[] plaintext = message.openBody(key.get(), conversation);
        ReceivingChain rest = chain.withSkipped(chain.skipped().without(header.number()));
        return new Read(with(rest, ended), plaintext);
    }

    private Outcome readAfterStep(Header header, RatchetMessage message, byte[] conversation, Entropy entropy)
            throws CryptoRefused {
        List<EndedChain> chains = new ArrayList<>(ended);
        if (receiving != null) {
            chains.add(receiving.skipTo(header.previousCount()).end());
        } else if (header.previousCount() != 0) {
            // The peer speaks of a chain that never existed here.
            throw new CryptoRefused();
        }
        RatchetKeys.Stepped stepped = keys.step(header.ratchetKey(), entropy);
        return new RatchetState(stepped.keys(), stepped.sending(), stepped.receiving(), sending.next(), chains)
                .read(stepped.receiving(), header, message, conversation);
    }

    private Read read(ReceivingChain chain, Header header, RatchetMessage message, byte[] conversation)
            throws CryptoRefused {
        ReceivingChain reached = chain.skipTo(header.number());
        byte[] plaintext = message.openBody(reached.messageKey(), conversation);
        return new Read(with(reached.advance(), ended), plaintext);
    }

    private Outcome readEnded(RatchetMessage message, byte[] conversation) throws CryptoRefused {
        for (int i = ended.size() - 1; i >= 0; i--) {
            EndedChain chain = ended.get(i);
            Optional<Header> header = header(message, chain.headerKey(), conversation);
            if (header.isPresent()) {
                return readEnded(i, chain, header.get(), message, conversation);
            }
        }
        throw new CryptoRefused();
    }

    private Outcome readEnded(int index, EndedChain chain, Header header, RatchetMessage message, byte[] conversation)
            throws CryptoRefused {
        Optional<SecretKey32> key = chain.skipped().get(header.number());
        if (key.isEmpty()) {
            return new AlreadyRead();
        }
        byte[] plaintext = message.openBody(key.get(), conversation);
        List<EndedChain> rest = new ArrayList<>(ended);
        rest.set(index, chain.withSkipped(chain.skipped().without(header.number())));
        return new Read(new RatchetState(keys, sending, receiving, previousCount, rest), plaintext);
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
        return new RatchetState(keys, sending, bounded, previousCount, kept);
    }
}
