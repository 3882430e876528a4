package org.waystation.protocol.rekey;

import com.google.protobuf.ByteString;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SecretKey32;
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
                    .setCiphertext(store(offering.ciphertext()));
        } else if (stage instanceof Stage.Ready ready) {
            stored.setReady(bytes(ready.secret()));
        } else if (stage instanceof Stage.Collecting collecting) {
            stored.setCollecting(store(collecting.key()));
        } else if (stage instanceof Stage.Answering answering) {
            stored.getAnsweringBuilder()
                    .setCiphertext(ByteString.copyFrom(answering.ciphertext().asReadOnlyBuffer()))
                    .setNext(answering.next())
                    .setSecret(bytes(answering.secret()));
        }
    }

    /** Refuses what {@link #store} never gives. */
    public static Rekey restore(StoredRekey stored) throws CryptoRefused {
        if (stored.getEpoch() < 0 || stored.getMessages() < 0 || stored.getSince() < 0) {
            throw new CryptoRefused();
        }
        return new Rekey(
                stored.getInitiator(), stored.getEpoch(), stored.getMessages(), stored.getSince(), stage(stored));
    }

    private static Stage stage(StoredRekey stored) throws CryptoRefused {
        return switch (stored.getStageCase()) {
            case OFFERING ->
                new Stage.Offering(
                        SecretBytes.copyOf(
                                exactly(KemKey.SEED_BYTES, stored.getOffering().getSeed())),
                        Bytes.wrap(exactly(
                                Rekey.SIZE.publicKeyBytes(),
                                stored.getOffering().getPublicKey())),
                        next(stored.getOffering().getNext(), Rekey.SIZE.publicKeyBytes()),
                        blocks(stored.getOffering().getCiphertext(), Rekey.SIZE.ciphertextBytes()));
            case READY -> new Stage.Ready(secret(stored.getReady()));
            case COLLECTING -> new Stage.Collecting(blocks(stored.getCollecting(), Rekey.SIZE.publicKeyBytes()));
            case ANSWERING ->
                new Stage.Answering(
                        Bytes.wrap(exactly(
                                Rekey.SIZE.ciphertextBytes(),
                                stored.getAnswering().getCiphertext())),
                        next(stored.getAnswering().getNext(), Rekey.SIZE.ciphertextBytes()),
                        secret(stored.getAnswering().getSecret()));
            case STAGE_NOT_SET -> new Stage.Resting();
        };
    }

    private static StoredBlocks store(Blocks blocks) {
        return StoredBlocks.newBuilder()
                .setBytes(ByteString.copyFrom(blocks.bytes().asReadOnlyBuffer()))
                .setHere(blocks.here())
                .build();
    }

    private static Blocks blocks(StoredBlocks stored, int length) throws CryptoRefused {
        Bytes bytes = Bytes.wrap(exactly(length, stored.getBytes()));
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

    private static SecretKey32 secret(ByteString bytes) throws CryptoRefused {
        return SecretKey32.copyOf(exactly(SecretKey32.BYTES, bytes));
    }

    private static byte[] exactly(int length, ByteString bytes) throws CryptoRefused {
        if (bytes.size() != length) {
            throw new CryptoRefused();
        }
        return bytes.toByteArray();
    }

    private static ByteString bytes(SecretKey32 secret) {
        return ByteString.copyFrom(secret.exposeBytes());
    }
}
