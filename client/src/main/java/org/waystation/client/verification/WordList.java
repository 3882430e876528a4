package org.waystation.client.verification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of words beside this class: UTF-8, one word a line, {@value #SIZE} of them. */
final class WordList {
    /** What one word stands for. */
    static final int BITS = 10;

    static final int SIZE = 1 << BITS;

    private WordList() {}

    static List<String> load(String resource) {
        List<String> words = lines(resource);
        if (words.size() != SIZE) {
            throw new IllegalStateException(resource + " has " + words.size() + " words, not " + SIZE);
        }
        return words;
    }

    private static List<String> lines(String resource) {
        try (@Nullable InputStream stream = WordList.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing in this program");
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
