package org.waystation.client.idle;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long nobody may press a key before a client locks.
 *
 * @param idle 5 seconds to 24 hours; empty: it never locks
 */
public record LockAfter(Optional<Duration> idle) {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})([smh])");
    private static final String NEVER = "never";

    public LockAfter {
        if (idle.filter(each -> each.compareTo(SHORTEST) < 0 || each.compareTo(LONGEST) > 0)
                .isPresent()) {
            throw new IllegalArgumentException("the time before locking is 5s to 24h, or never");
        }
    }

    /**
     * Reads "90s", "15m", "1h" or "never".
     *
     * @throws IllegalArgumentException with words for whoever typed it
     */
    public static LockAfter parse(String text) {
        if (text.equals(NEVER)) {
            return new LockAfter(Optional.empty());
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a time before locking looks like 90s, 15m, 1h or never");
        }
        long number = Long.parseLong(parts.group(1));
        Duration idle = switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        return new LockAfter(Optional.of(idle));
    }

    /** As in "15 minutes". */
    public String words() {
        return TimeInWords.of(idle.orElse(Duration.ZERO));
    }
}
