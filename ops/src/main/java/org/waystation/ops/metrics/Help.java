package org.waystation.ops.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** One sentence for each family of metrics, from the table {@code help.properties}. */
final class Help {
    private final Properties sentences;

    private Help(Properties sentences) {
        this.sentences = sentences;
    }

    static Help load() {
        Properties sentences = new Properties();
        try (InputStream in = Objects.requireNonNull(Help.class.getResourceAsStream("help.properties"))) {
            sentences.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Help(sentences);
    }

    Optional<String> of(String family) {
        return Optional.ofNullable(sentences.getProperty(family));
    }

    Set<String> families() {
        return sentences.stringPropertyNames();
    }
}
