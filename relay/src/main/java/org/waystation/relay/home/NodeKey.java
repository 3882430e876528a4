package org.waystation.relay.home;

import java.util.Arrays;
import java.util.HexFormat;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * What a relay's secret files are wrapped under, as its operator gives it: a key or a passphrase that is kept outside the
 * relay's directory; or nothing, and then the files lie there as they are. Good for one use: a passphrase is wiped by it.
 */
public final class NodeKey {
    enum Kind {
        INSIDE(0),
        KEY(1),
        PASSPHRASE(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        byte number() {
            return (byte) number;
        }
    }

    private static final NodeKey INSIDE = new NodeKey(Kind.INSIDE, new byte[0], new char[0]);

    private final Kind kind;
    private final byte[] key;
    private final char[] passphrase;

    private NodeKey(Kind kind, byte[] key, char[] passphrase) {
        this.kind = kind;
        this.key = key;
        this.passphrase = passphrase;
    }

    /** There is none: the files are not wrapped. */
    public static NodeKey inside() {
        return INSIDE;
    }

    /**
     * A key as text: 64 hexadecimal digits, with white space around them.
     *
     * @throws HomeTrouble if it is anything else; the text is not repeated
     */
    public static NodeKey parse(String text) throws HomeTrouble {
        try {
            byte[] key = HexFormat.of().parseHex(text.strip());
            if (key.length == SecretKey32.BYTES) {
                return new NodeKey(Kind.KEY, key, new char[0]);
            }
        } catch (IllegalArgumentException notHexadecimal) {
            // Told below, without what it was.
        }
        throw new HomeTrouble(
                "the node key is not " + 2 * SecretKey32.BYTES + " hexadecimal digits; make one with 'relay key new'");
    }

    /** A new key, as {@link #parse} reads it. */
    public static String newText(Entropy entropy) {
        return HexFormat.of().formatHex(entropy.bytes(SecretKey32.BYTES));
    }

    /** Takes the array over. */
    public static NodeKey passphrase(char[] passphrase) {
        return new NodeKey(Kind.PASSPHRASE, new byte[0], passphrase);
    }

    Kind kind() {
        return kind;
    }

    /** The key itself, or what becomes of the passphrase, which is wiped. */
    SecretKey32 stretched(PassphraseKey stretching) {
        if (kind != Kind.PASSPHRASE) {
            return SecretKey32.copyOf(key);
        }
        try {
            return stretching.derive(passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    @Override
    public String toString() {
        return "NodeKey[REDACTED]";
    }
}
