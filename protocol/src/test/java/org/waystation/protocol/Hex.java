package org.waystation.protocol;

import java.util.HexFormat;
import org.waystation.protocol.id.Bytes;

/** Bytes written by hand: pairs of hexadecimal digits, with spaces wherever they help to read. */
public final class Hex {
    private Hex() {}

    public static byte[] bytes(String... digits) {
        return HexFormat.of().parseHex(String.join("", digits).replace(" ", ""));
    }

    public static Bytes value(String... digits) {
        return Bytes.wrap(bytes(digits));
    }

    /** A number as Protobuf writes it: seven bits a byte, the lowest first. */
    public static String varint(long number) {
        StringBuilder digits = new StringBuilder();
        long rest = number;
        while (rest > 0x7f) {
            digits.append(String.format("%02x", (rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        return digits.append(String.format("%02x", rest)).toString();
    }

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
