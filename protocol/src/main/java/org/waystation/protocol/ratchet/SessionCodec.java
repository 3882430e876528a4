package org.waystation.protocol.ratchet;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.AgreementPublicKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.SealingPublicKey;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.VerifyingKey;
import org.waystation.protocol.prekey.PublicIdentity;
import org.waystation.protocol.rekey.RekeyCodec;
import org.waystation.protocol.rekey.Stored;
import org.waystation.protocol.wire.Introduction;
import org.waystation.protocol.wire.StoredChain;
import org.waystation.protocol.wire.StoredEndedChain;
import org.waystation.protocol.wire.StoredPending;
import org.waystation.protocol.wire.StoredSession;
import org.waystation.protocol.wire.StoredSkippedKey;

/** Sessions from and to session.proto. */
final class SessionCodec {
    static final int VERSION = 2;

    private static final int FIXED_BYTES = 8 * 1024;
    private static final int SKIPPED_KEY_BYTES = 48;
    private static final int ENDED_CHAIN_BYTES = 48;

    static final int MAX_ENCODED_BYTES = FIXED_BYTES
            + SkipLimits.MAX_SKIPPED_KEYS * SKIPPED_KEY_BYTES
            + SkipLimits.MAX_ENDED_CHAINS * ENDED_CHAIN_BYTES;

    private SessionCodec() {}

    static SecretBytes encode(Session session) {
        RatchetState state = session.state();
        RatchetKeys keys = state.keys();
        StoredSession.Builder stored = StoredSession.newBuilder()
                .setVersion(VERSION)
                .setHandshake(ByteString.copyFrom(session.handshakeId()))
                .setConversation(ByteString.copyFrom(session.conversation()))
                .setPeerSign(ByteString.copyFrom(session.peer().signing().bytes()))
                .setPeerAgree(ByteString.copyFrom(session.peer().agreement().bytes()))
                .setRootKey(Stored.bytes(keys.root()))
                .setOwnScalar(Stored.bytes(keys.own().scalar()))
                .setNextSendHeaderKey(Stored.bytes(keys.nextSendHeaderKey()))
                .setNextReceiveHeaderKey(Stored.bytes(keys.nextReceiveHeaderKey()))
                .setSending(store(state.sending()))
                .setPreviousCount(state.previousCount())
                .setRekey(RekeyCodec.store(state.rekey()))
                .setDays(state.age().days())
                .setLastDay(state.age().lastDay());
        if (state.receiving() != null) {
            stored.setReceiving(store(state.receiving()));
        }
        for (EndedChain chain : state.ended()) {
            stored.addEnded(StoredEndedChain.newBuilder()
                    .setHeaderKey(Stored.bytes(chain.headerKey()))
                    .addAllSkipped(store(chain.skipped())));
        }
        session.pendingIntroduction().ifPresent(pending -> stored.setPending(store(pending)));
        return SecretBytes.copyOf(stored.build().toByteArray());
    }

    static Session decode(SecretBytes encoded) throws CryptoRefused {
        if (encoded.length() > MAX_ENCODED_BYTES) {
            throw new CryptoRefused();
        }
        try {
            StoredSession stored = StoredSession.parseFrom(encoded.exposeBytes());
            if (stored.getVersion() != VERSION) {
                throw new CryptoRefused();
            }
            return new Session(
                    new PublicIdentity(
                            VerifyingKey.of(stored.getPeerSign().toByteArray()),
                            AgreementPublicKey.of(stored.getPeerAgree().toByteArray())),
                    Stored.exactly(Digest.BYTES, stored.getHandshake()),
                    Stored.exactly(Handshake.CONVERSATION_BYTES, stored.getConversation()),
                    state(stored),
                    stored.hasPending() ? pending(stored.getPending()) : null);
        } catch (InvalidProtocolBufferException e) {
            throw new CryptoRefused();
        }
    }

    private static RatchetState state(StoredSession stored) throws CryptoRefused {
        RatchetKeys keys = new RatchetKeys(
                Stored.key(stored.getRootKey()),
                AgreementKey.fromScalar(Stored.key(stored.getOwnScalar())),
                Stored.key(stored.getNextSendHeaderKey()),
                Stored.key(stored.getNextReceiveHeaderKey()));
        StoredChain sending = stored.getSending();
        return new RatchetState(
                keys,
                new SendingChain(
                        Stored.key(sending.getHeaderKey()),
                        Stored.key(sending.getChainKey()),
                        Stored.count(sending.getNext())),
                stored.hasReceiving() ? receiving(stored.getReceiving()) : null,
                Stored.count(stored.getPreviousCount()),
                ended(stored.getEndedList()),
                RekeyCodec.restore(stored.getRekey()),
                new Age(Stored.count(stored.getDays()), Stored.count(stored.getLastDay())));
    }

    private static ReceivingChain receiving(StoredChain stored) throws CryptoRefused {
        return new ReceivingChain(
                Stored.key(stored.getHeaderKey()),
                Stored.key(stored.getChainKey()),
                Stored.count(stored.getNext()),
                skipped(stored.getSkippedList()));
    }

    private static List<EndedChain> ended(List<StoredEndedChain> stored) throws CryptoRefused {
        if (stored.size() > SkipLimits.MAX_ENDED_CHAINS) {
            throw new CryptoRefused();
        }
        List<EndedChain> chains = new ArrayList<>();
        for (StoredEndedChain chain : stored) {
            chains.add(new EndedChain(Stored.key(chain.getHeaderKey()), skipped(chain.getSkippedList())));
        }
        return chains;
    }

    private static SkippedKeys skipped(List<StoredSkippedKey> stored) throws CryptoRefused {
        if (stored.size() > SkipLimits.MAX_SKIPPED_KEYS) {
            throw new CryptoRefused();
        }
        NavigableMap<Integer, SkippedKey> keys = new TreeMap<>();
        for (StoredSkippedKey key : stored) {
            keys.put(
                    Stored.count(key.getNumber()),
                    new SkippedKey(Stored.key(key.getKey()), Stored.count(key.getDay())));
        }
        return SkippedKeys.of(keys);
    }

    private static @Nullable PendingIntroduction pending(StoredPending stored)
            throws CryptoRefused, InvalidProtocolBufferException {
        return new PendingIntroduction(
                IntroductionHeader.of(Introduction.parseFrom(stored.getIntroduction())),
                SealingPublicKey.of(stored.getIntroKey().toByteArray()));
    }

    private static StoredChain.Builder store(SendingChain chain) {
        return StoredChain.newBuilder()
                .setHeaderKey(Stored.bytes(chain.headerKey()))
                .setChainKey(Stored.bytes(chain.chainKey()))
                .setNext(chain.next());
    }

    private static StoredChain.Builder store(ReceivingChain chain) {
        return StoredChain.newBuilder()
                .setHeaderKey(Stored.bytes(chain.headerKey()))
                .setChainKey(Stored.bytes(chain.chainKey()))
                .setNext(chain.next())
                .addAllSkipped(store(chain.skipped()));
    }

    private static List<StoredSkippedKey> store(SkippedKeys skipped) {
        List<StoredSkippedKey> stored = new ArrayList<>();
        skipped.copy()
                .forEach((number, key) -> stored.add(StoredSkippedKey.newBuilder()
                        .setNumber(number)
                        .setKey(Stored.bytes(key.key()))
                        .setDay(key.day())
                        .build()));
        return stored;
    }

    private static StoredPending store(PendingIntroduction pending) {
        return StoredPending.newBuilder()
                .setIntroduction(pending.header().message().build().toByteString())
                .setIntroKey(ByteString.copyFrom(pending.introKey().bytes()))
                .build();
    }
}
