package org.waystation.client.device;

import java.util.Locale;

/** One thing that was looked at, in words for the person whose device it is. */
public record Finding(About about, Weight weight, String words) {
    /** What it is about; part of the JSON contract. */
    public enum About {
        FILES,
        USE,
        PERMISSIONS,
        DISK,
        MEMORY,
        TERMINAL,
        VAULT;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How much it matters; part of the JSON contract. */
    public enum Weight {
        GOOD,
        /** True and not to be changed. */
        NOTE,
        /** Something that the person can and should change. */
        WARNING,
        /** Cannot be told from here. */
        UNKNOWN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
