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

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
