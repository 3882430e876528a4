package org.waystation.ops.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of fuzzing one decoder.
 *
 * @param coverage edges of the project's code that any input has taken
 * @param kept inputs that took a new one, and were added to what later campaigns start from
 * @param trouble what was found, or why nothing could be looked for; empty if all is well
 */
public record Row(String target, long executions, long seconds, long coverage, long kept, String trouble) {
    static final String HEAD = "| decoder | executions | per second | coverage | new inputs | finding |";
    static final String RULE = "|---|--:|--:|--:|--:|---|";

    private static final Pattern PROGRESS = Pattern.compile("#(\\d+)\\s+\\S+\\s+cov: (\\d+) .*");
    private static final Pattern COUNTED = Pattern.compile("#(\\d+)\\s.*");
    private static final Pattern FOUND =
            Pattern.compile("(== Java (?:Exception|Assertion Error): .*|==\\d+== ?ERROR: libFuzzer: .*)");
    private static final int MAX_TROUBLE = 160;
    private static final String DONE = "Done ";

    /** Reads the fuzzer's own report. */
    static Row of(String target, List<String> output, long seconds, long kept, int exit) {
        long executions = 0;
        long coverage = 0;
        String trouble = "";
        boolean done = false;
        for (String line : output) {
            Matcher progress = PROGRESS.matcher(line);
            Matcher counted = COUNTED.matcher(line);
            Matcher found = FOUND.matcher(line);
            if (progress.matches()) {
                coverage = Long.parseLong(progress.group(2));
            }
            if (counted.matches()) {
                executions = Math.max(executions, Long.parseLong(counted.group(1)));
            }
            if (found.matches() && trouble.isEmpty()) {
                trouble = printable(found.group(1).strip());
            }
            done |= line.startsWith(DONE);
        }
        if (trouble.isEmpty() && (exit != 0 || !done)) {
            trouble = "the fuzzer did not do its work (exit " + exit + "): " + printable(why(output));
        }
        return new Row(target, executions, seconds, coverage, kept, trouble);
    }

    /** The innermost cause if there is a stack, else the last words. */
    private static String why(List<String> output) {
        return output.stream()
                .filter(each -> each.startsWith("Caused by: "))
                .reduce((outer, inner) -> inner)
                .orElse(output.isEmpty() ? "it said nothing" : output.get(output.size() - 1));
    }

    /** The message of an exception may hold what was read. */
    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), MAX_TROUBLE))
                .replaceAll("[^\\x20-\\x7e]", "?")
                .replace('|', '/');
    }

    boolean isClean() {
        return trouble.isEmpty();
    }

    long perSecond() {
        return executions / Math.max(1, seconds);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %d | %s |",
                target,
                executions,
                perSecond(),
                coverage,
                kept,
                isClean() ? "none" : trouble);
    }
}
