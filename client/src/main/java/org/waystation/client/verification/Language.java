package org.waystation.client.verification;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A language that codes can be read in. The two Serbian scripts have the same words in the same places, so a person who reads
 * one can compare aloud with a person who reads the other.
 */
public enum Language {
    ENGLISH("en", "words-en.txt"),
    SERBIAN_CYRILLIC("sr", "words-sr.txt"),
    SERBIAN_LATIN("sr-Latn", "words-sr.txt");

    private final String tag;
    private final String resource;

    Language(String tag, String resource) {
        this.tag = tag;
        this.resource = resource;
    }

    /** BCP 47; what a person writes to choose it. */
    public String tag() {
        return tag;
    }

    public static Optional<Language> ofTag(String tag) {
        return Arrays.stream(values())
                .filter(each -> each.tag.equalsIgnoreCase(tag))
                .findFirst();
    }

    /** {@value WordList#SIZE} words; their order is part of the protocol. */
    List<String> words() {
        List<String> words = WordList.load(resource);
        return this == SERBIAN_LATIN ? words.stream().map(SerbianLatin::of).toList() : words;
    }
}
