package org.waystation.protocol.rekey;

import com.google.protobuf.ByteString;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.wire.StoredBlocks;
import org.waystation.protocol.wire.StoredRekey;

/** Exchanges from and to session.proto. */
public final class RekeyCodec {
    private RekeyCodec() {}

    public static StoredRekey store(Rekey rekey) {
        StoredRekey.Builder stored = StoredRekey.newBuilder()
                .setInitiator(rekey.isInitiator())
                .setEpoch(rekey.epoch())
                .setMessages(rekey.messages())
                .setSince(rekey.sinceSeconds());
        store(stored, rekey.stage());
        return stored.build();
    }

    private static void store(StoredRekey.Builder stored, Stage stage) {
        if (stage instanceof Stage.Offering offering) {
            stored.getOfferingBuilder()
                    .setSeed(ByteString.copyFrom(offering.seed().exposeBytes()))
                    .setPublicKey(ByteString.copyFrom(offering.publicKey().asReadOnlyBuffer()))
                    .setNext(offering.next())
                    .setAnswer(store(offering.answer()));
        } else if (stage instanceof Stage.Ready ready) {
            stored.setReady(Stored.bytes(ready.secret()));
        } else if (stage instanceof Stage.Collecting collecting) {
            stored.getCollectingBuilder()
                    .setName(ByteString.copyFrom(collecting.name().asReadOnlyBuffer()))
                    .setKey(store(collecting.key()));
        } else if (stage instanceof Stage.Answering answering) {
            stored.getAnsweringBuilder()
                    .setName(ByteString.copyFrom(answering.name().asReadOnlyBuffer()))
                    .setAnswer(ByteString.copyFrom(answering.answer().asReadOnlyBuffer()))
                    .setNext(answering.next())
                    .setSecret(Stored.bytes(answering.secret()));
        }
    }

    /** Refuses what {@link #store} never gives. */
    public static Rekey restore(StoredRekey stored) throws CryptoRefused {
        if (stored.getSince() < 0) {
            throw new CryptoRefused();
        }
        return new Rekey(
                stored.getInitiator(),
                Stored.count(stored.getEpoch()),
                Stored.count(stored.getMessages()),
                stored.getSince(),
                stage(stored));
    }

    private static Stage stage(StoredRekey stored) throws CryptoRefused {
        return switch (stored.getStageCase()) {
            case OFFERING ->
                new Stage.Offering(
                        SecretBytes.copyOf(Stored.exactly(
                                KemKey.SEED_BYTES, stored.getOffering().getSeed())),
                        Bytes.wrap(Stored.exactly(
                                Rekey.SIZE.publicKeyBytes(),
                                stored.getOffering().getPublicKey())),
                        next(stored.getOffering().getNext(), Rekey.SIZE.publicKeyBytes()),
                        blocks(stored.getOffering().getAnswer(), Rekey.ANSWER_BYTES));
            case READY -> new Stage.Ready(Stored.key(stored.getReady()));
            case COLLECTING ->
                new Stage.Collecting(
                        name(stored.getCollecting().getName()),
                        blocks(stored.getCollecting().getKey(), Rekey.SIZE.publicKeyBytes()));
            case ANSWERING ->
                new Stage.Answering(
                        name(stored.getAnswering().getName()),
                        Bytes.wrap(Stored.exactly(
                                Rekey.ANSWER_BYTES, stored.getAnswering().getAnswer())),
                        next(stored.getAnswering().getNext(), Rekey.ANSWER_BYTES),
                        Stored.key(stored.getAnswering().getSecret()));
            case STAGE_NOT_SET -> new Stage.Resting();
        };
    }

    private static Bytes name(ByteString stored) throws CryptoRefused {
        return Bytes.wrap(Stored.exactly(Piece.NAME_BYTES, stored));
    }

    private static StoredBlocks store(Blocks blocks) {
        return StoredBlocks.newBuilder()
                .setBytes(ByteString.copyFrom(blocks.bytes().asReadOnlyBuffer()))
                .setHere(blocks.here())
                .build();
    }

    private static Blocks blocks(StoredBlocks stored, int length) throws CryptoRefused {
        Bytes bytes = Bytes.wrap(Stored.exactly(length, stored.getBytes()));
        if (!Blocks.isPossible(length, stored.getHere())) {
            throw new CryptoRefused();
        }
        return new Blocks(bytes, stored.getHere());
    }

    private static int next(int block, int length) throws CryptoRefused {
        if (block < 0 || block >= length / Blocks.BLOCK_BYTES) {
            throw new CryptoRefused();
        }
        return block;
    }
}
