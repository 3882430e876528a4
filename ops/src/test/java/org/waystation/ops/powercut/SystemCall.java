package org.waystation.ops.powercut;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A system call as {@code strace -f -xx} prints it, once it has come back.
 *
 * @param arguments as printed: numbers, words, and strings in quotes
 */
record SystemCall(String name, List<String> arguments, long result) {
    private static final Pattern WHOLE = Pattern.compile("(\\w+)\\((.*)\\)\\s+= (-?\\d+).*", Pattern.DOTALL);
    private static final int HEX = 16;

    /** Empty for what is not a call: signals, exits, and calls whose process ended before they came back. */
    static Optional<SystemCall> parse(String text) {
        Matcher parts = WHOLE.matcher(text);
        return parts.matches()
                ? Optional.of(new SystemCall(parts.group(1), split(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    /** Strings are in hexadecimal, so that a comma is always one between arguments, or within brackets. */
    private static List<String> split(String arguments) {
        List<String> words = new ArrayList<>();
        for (String each : arguments.split(", ", -1)) {
            words.add(each.strip());
        }
        return words;
    }

    int number(int argument) {
        return Integer.parseInt(arguments.get(argument));
    }

    long longNumber(int argument) {
        return Long.parseLong(arguments.get(argument));
    }

    String text(int argument) {
        return new String(bytes(argument), StandardCharsets.UTF_8);
    }

    /** @throws IllegalStateException if the tracer has cut it short */
    byte[] bytes(int argument) {
        String printed = arguments.get(argument);
        if (!printed.startsWith("\"") || !printed.endsWith("\"")) {
            throw new IllegalStateException(name + ": not a whole string");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // A quote, then \xNN again and again, then a quote.
        for (int at = 1; at < printed.length() - 1; at += 4) {
            bytes.write(Integer.parseInt(printed.substring(at + 2, at + 4), HEX));
        }
        return bytes.toByteArray();
    }

    boolean has(int argument, String flag) {
        return arguments.size() > argument
                && List.of(arguments.get(argument).split("\\|", -1)).contains(flag);
    }
}
