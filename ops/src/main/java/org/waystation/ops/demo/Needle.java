package org.waystation.ops.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Something that must not be on a relay's disk, in every form in which it might be: as it is, in hexadecimal and in
 * Base64 at any offset; a text also in UTF-16.
 *
 * @param what it is, in words that do not give it away
 */
record Needle(String what, List<Form> forms) {
    /** Shorter ones are found by chance in what is sealed. */
    static final int LEAST_BYTES = 8;

    private static final int BASE64_GROUP = 3;

    /** What is compared of a long one. */
    private static final int MOST_BYTES = 96;

    /** One way to write it; the pattern is at least {@link #LEAST_BYTES} long. */
    record Form(String name, ByteBuffer pattern) {}

    static boolean isLongEnough(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length >= LEAST_BYTES;
    }

    static Needle ofText(String what, String text) {
        Needle plain = ofBytes(what, text.getBytes(StandardCharsets.UTF_8));
        List<Form> forms = new ArrayList<>(plain.forms);
        forms.add(form("UTF-16", text.getBytes(StandardCharsets.UTF_16LE)));
        forms.add(form("UTF-16", text.getBytes(StandardCharsets.UTF_16BE)));
        return new Needle(what, List.copyOf(forms));
    }

    static Needle ofBytes(String what, byte[] value) {
        if (value.length < LEAST_BYTES) {
            throw new IllegalArgumentException("too short to be searched for");
        }
        byte[] start = Arrays.copyOf(value, Math.min(value.length, MOST_BYTES));
        String hex = HexFormat.of().formatHex(start);
        List<Form> forms = new ArrayList<>();
        forms.add(form("as it is", start));
        forms.add(form("hexadecimal", ascii(hex)));
        forms.add(form("hexadecimal", ascii(hex.toUpperCase(Locale.ROOT))));
        for (int offset = 0; offset < BASE64_GROUP; offset++) {
            String standard = base64At(offset, start);
            forms.add(form("Base64", ascii(standard)));
            forms.add(form("Base64", ascii(standard.replace('+', '-').replace('/', '_'))));
        }
        return new Needle(what, List.copyOf(forms));
    }

    /** The part of the Base64 text that does not depend on what stands before and after the value. */
    private static String base64At(int offset, byte[] value) {
        byte[] shifted = new byte[offset + value.length];
        System.arraycopy(value, 0, shifted, offset, value.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int foreignAtStart = offset == 0 ? 0 : offset + 1;
        int foreignAtEnd = shifted.length % BASE64_GROUP == 0 ? 0 : 1;
        return text.substring(foreignAtStart, text.length() - foreignAtEnd);
    }

    private static Form form(String name, byte[] pattern) {
        return new Form(name, ByteBuffer.wrap(pattern).asReadOnlyBuffer());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
