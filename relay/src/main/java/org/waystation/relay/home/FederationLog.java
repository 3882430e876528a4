package org.waystation.relay.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.relay.files.PrivateFiles;

/**
 * What was changed about partners and about this relay's own keys, when, and whether by the operator or over a link: a line
 * each. Nothing about people. Bounded: when the file is full it becomes the older one of two.
 */
final class FederationLog {
    private static final Logger LOG = LoggerFactory.getLogger(FederationLog.class);

    static final int MOST_BYTES = 1 << 20;

    private final Path file;

    FederationLog(Path file) {
        this.file = file;
    }

    /** Who brought a change about. */
    enum By {
        OPERATOR,
        LINK,
        TIME;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Adds a line. Whatever calls this has changed something already, so a log that cannot be written undoes
     * nothing: the line goes to the ordinary log.
     *
     * @param what in words, without a line break
     */
    void add(Instant now, By by, String what) {
        try {
            if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
            }
            PrivateFiles.create(file);
            Files.writeString(
                    file,
                    now.truncatedTo(ChronoUnit.SECONDS) + " " + by.word() + ": " + what + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.error("the federation log cannot be written ({}): {} {}", e.getMessage(), by.word(), what);
        }
    }
}
