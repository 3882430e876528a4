package org.waystation.ops.simulation.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.ops.simulation.trial.Trial;

/**
 * A world and the fingerprint that it had when the file of fingerprints was last written.
 *
 * @param line of the file, up to the fingerprint
 * @param fingerprint in hex
 */
record Remembered(String line, Trial trial, Crypto crypto, String fingerprint) {
    /** In the source, for whoever writes it anew; tests run in the directory of their module. */
    private static final Path FILE =
            Path.of("src/test/resources/org/waystation/ops/simulation/campaign/fingerprints.txt");

    private static final int WORDS = 7;

    static List<Remembered> all() {
        return lines().stream()
                .filter(line -> !isRemark(line))
                .map(Remembered::parse)
                .toList();
    }

    private static Remembered parse(String line) {
        String[] words = line.split("\\s+", WORDS);
        Crypto crypto = Crypto.valueOf(words[WORDS - 2].toUpperCase(Locale.ROOT));
        String before = line.substring(0, line.lastIndexOf(' ') + 1);
        return new Remembered(before, Replayed.trial(words), crypto, words[WORDS - 1]);
    }

    Remembered as(String now) {
        return new Remembered(line, trial, crypto, now);
    }

    /** Writes the file anew: its remarks, then these. */
    static void write(List<Remembered> all) {
        StringBuilder text = new StringBuilder();
        lines().stream()
                .filter(Remembered::isRemark)
                .forEach(remark -> text.append(remark).append('\n'));
        all.forEach(each -> text.append(each).append('\n'));
        try {
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it stands in the file. */
    @Override
    public String toString() {
        return line + fingerprint;
    }

    private static boolean isRemark(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
