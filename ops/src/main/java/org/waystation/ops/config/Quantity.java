package org.waystation.ops.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and times as people write them, always with a unit: {@code 32MiB}, {@code 14d}. */
public final class Quantity {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12}) ?([A-Za-z]+)");
    private static final Map<String, Long> BYTES =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);
    private static final long KIB = 1_024;
    private static final List<String> BYTE_UNITS = List.of("TiB", "GiB", "MiB", "KiB", "B");
    private static final List<String> TIME_UNITS = List.of("d", "h", "m", "s");

    private Quantity() {}

    static long bytes(String key, String text) {
        return number(key, text, BYTES, "a size with its unit (B, KiB, MiB, GiB, TiB), like \"32MiB\"");
    }

    static Duration duration(String key, String text) {
        return Duration.ofSeconds(number(key, text, SECONDS, "a time with its unit (s, m, h, d), like \"14d\""));
    }

    /** A size in the unit that leaves two digits at least, rounded down. */
    public static String roughly(long bytes) {
        long value = bytes;
        int unit = BYTE_UNITS.size() - 1;
        while (value >= 10 * KIB && unit > 0) {
            value /= KIB;
            unit--;
        }
        return value + " " + BYTE_UNITS.get(unit);
    }

    static String ofBytes(long bytes) {
        return withLargestUnit(bytes, BYTES, BYTE_UNITS);
    }

    static String ofDuration(Duration duration) {
        return withLargestUnit(duration.toSeconds(), SECONDS, TIME_UNITS);
    }

    private static long number(String key, String text, Map<String, Long> units, String wanted) {
        Matcher matcher = FORM.matcher(text);
        Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new ConfigProblem(key + " is \"" + text + "\"; write " + wanted);
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException e) {
            throw new ConfigProblem(key + " is \"" + text + "\", which is too large");
        }
    }

    private static String withLargestUnit(long value, Map<String, Long> units, List<String> fromLargest) {
        for (String unit : fromLargest) {
            long factor = units.getOrDefault(unit, 1L);
            if (value % factor == 0 && value >= factor) {
                return value / factor + unit;
            }
        }
        return value + fromLargest.get(fromLargest.size() - 1);
    }
}
