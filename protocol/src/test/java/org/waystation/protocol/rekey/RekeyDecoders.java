package org.waystation.protocol.rekey;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** What a message carries of an exchange of keys in front of its content. */
public final class RekeyDecoders implements Decoders {
    private static final byte[] CONVERSATION = new byte[32];
    private static final Bytes NAME = Bytes.wrap(new byte[Piece.NAME_BYTES]);

    private static byte[] piece(Piece.Kind kind, int epoch, int first, int blocks) {
        return new Piece(kind, epoch, NAME, first, Bytes.wrap(new byte[blocks * Blocks.BLOCK_BYTES]))
                .encode()
                .toByteArray();
    }

    @Override
    public List<Decoder> all() {
        List<byte[]> pieces = List.of(piece(Piece.Kind.KEY, 1, 0, 3), piece(Piece.Kind.ANSWER, 1, 5, 2));
        return List.of(
                Decoder.named("protocol.rekey-piece")
                        .refusing(CryptoRefused.class)
                        .from(() -> pieces)
                        .readOnly(RekeyDecoders::whole),
                Decoder.named("protocol.rekey-read")
                        .refusing(CryptoRefused.class)
                        .from(() -> List.of(new byte[Piece.NOTHING_BYTES], piece(Piece.Kind.KEY, 1, 0, 3)))
                        .readOnly(RekeyDecoders::exchange));
    }

    private static Piece whole(byte[] input) throws CryptoRefused {
        ByteBuffer buffer = ByteBuffer.wrap(input);
        Piece piece = Piece.read(buffer);
        byte[] written = piece.encode().toByteArray();
        if (!Bytes.wrap(written).equals(Bytes.wrap(Arrays.copyOf(input, buffer.position())))) {
            throw new AssertionError("a second encoding of a piece");
        }
        return piece;
    }

    /** By an end that collects: the plaintext is read again and again, as its messages would bring it. */
    private static Rekey exchange(byte[] input) throws CryptoRefused {
        Entropy entropy = new SeededEntropy(106);
        Rekey end = Rekey.start(false);
        ByteBuffer plaintext = ByteBuffer.wrap(input);
        while (plaintext.hasRemaining()) {
            end = end.read(plaintext, CONVERSATION, entropy);
        }
        RekeyCodec.restore(RekeyCodec.store(end));
        return end;
    }
}
