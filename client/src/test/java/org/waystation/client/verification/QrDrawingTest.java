package org.waystation.client.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.link.VerificationText;

final class QrDrawingTest {
    private static final String TEXT =
            new VerificationText(Bytes.wrap(new byte[32]), Bytes.wrap(new byte[32])).toText();

    private final List<String> lines = QrDrawing.lines(TEXT);
    private final boolean[][] modules = modules(lines);

    /** Which modules are dark, the quiet zone included, as an eye sees them. */
    private static boolean[][] modules(List<String> lines) {
        int width = bare(lines.get(0)).length();
        boolean[][] dark = new boolean[lines.size() * 2][width];
        for (int row = 0; row < lines.size(); row++) {
            String line = bare(lines.get(row));
            for (int column = 0; column < width; column++) {
                dark[2 * row][column] = "\u2588\u2580".indexOf(line.charAt(column)) >= 0;
                dark[2 * row + 1][column] = "\u2588\u2584".indexOf(line.charAt(column)) >= 0;
            }
        }
        return dark;
    }

    private static String bare(String line) {
        return line.substring(QrDrawing.BLACK_ON_WHITE.length(), line.length() - QrDrawing.PLAIN.length());
    }

    @Test
    void aScannerReadsWhatWasDrawn() throws ChecksumException, FormatException {
        // Given
        int side = modules[0].length - 2 * QrDrawing.QUIET;
        boolean[][] code = new boolean[side][side];
        for (int row = 0; row < side; row++) {
            System.arraycopy(modules[row + QrDrawing.QUIET], QrDrawing.QUIET, code[row], 0, side);
        }

        // When
        String read = new Decoder().decode(code).getText();

        // Then
        assertEquals(TEXT, read);
    }

    @Test
    void fourLightModulesAreAroundIt() {
        for (int row = 0; row < modules.length; row++) {
            for (int column = 0; column < modules[row].length; column++) {
                boolean edge = row < QrDrawing.QUIET
                        || column < QrDrawing.QUIET
                        || row >= modules[0].length - QrDrawing.QUIET
                        || column >= modules[0].length - QrDrawing.QUIET;
                assertTrue(!edge || !modules[row][column], row + ", " + column);
            }
        }
    }

    @Test
    void itFitsATerminalAndBringsItsOwnColours() {
        for (String each : lines) {
            assertTrue(each.startsWith(QrDrawing.BLACK_ON_WHITE) && each.endsWith(QrDrawing.PLAIN));
            assertTrue(bare(each).length() <= 80);
        }
    }

    @Test
    void whatFitsNoCodeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> QrDrawing.lines("x".repeat(3_000)));
    }
}
