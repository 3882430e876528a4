package org.waystation.ops.simulation.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.waystation.ops.simulation.trial.Profile;
import org.waystation.ops.simulation.trial.Trial;

/** The worlds that once broke a promise; kept in a file beside this class. */
final class Replayed {
    private static final String FILE = "seeds-that-failed.txt";

    private Replayed() {}

    static List<Trial> trials() {
        return text().lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+", 6))
                .map(Replayed::trial)
                .toList();
    }

    /** From the first five words of a line: seed, profile, hours, relays, people. */
    static Trial trial(String[] words) {
        return new Trial(
                Long.parseLong(words[0]),
                Profile.valueOf(words[1].toUpperCase(Locale.ROOT)),
                Duration.ofHours(Long.parseLong(words[2])),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]),
                Optional.empty());
    }

    private static String text() {
        try (InputStream file = Replayed.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
