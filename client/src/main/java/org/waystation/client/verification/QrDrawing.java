package org.waystation.client.verification;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/**
 * A QR code as lines for a terminal: one character for two modules, one above the other, with the four light modules around it
 * that scanners need. Every line sets black and white itself, so that the code is the same on a dark and on a light terminal.
 */
public final class QrDrawing {
    /** Light modules around the code (ISO/IEC 18004). */
    static final int QUIET = 4;

    /** Black on white from the fixed part of the 256 colours, which themes of terminals leave alone. */
    static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";

    static final String PLAIN = "\u001b[0m";

    private static final char BOTH = '\u2588';
    private static final char UPPER = '\u2580';
    private static final char LOWER = '\u2584';
    private static final char NEITHER = ' ';

    private QrDrawing() {}

    public static List<String> lines(String text) {
        ByteMatrix modules = modules(text);
        List<String> lines = new ArrayList<>();
        for (int row = -QUIET; row < modules.getHeight() + QUIET; row += 2) {
            lines.add(BLACK_ON_WHITE + line(modules, row) + PLAIN);
        }
        return lines;
    }

    private static ByteMatrix modules(String text) {
        try {
            // A screen is neither torn nor dirty: the lowest correction gives the smallest code.
            return Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }

    private static String line(ByteMatrix modules, int row) {
        StringBuilder line = new StringBuilder();
        for (int column = -QUIET; column < modules.getWidth() + QUIET; column++) {
            boolean upper = isDark(modules, column, row);
            boolean lower = isDark(modules, column, row + 1);
            line.append(upper ? (lower ? BOTH : UPPER) : (lower ? LOWER : NEITHER));
        }
        return line.toString();
    }

    private static boolean isDark(ByteMatrix modules, int column, int row) {
        boolean inside = column >= 0 && row >= 0 && column < modules.getWidth() && row < modules.getHeight();
        return inside && modules.get(column, row) == 1;
    }
}
