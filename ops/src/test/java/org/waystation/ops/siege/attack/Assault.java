package org.waystation.ops.siege.attack;

import com.google.errorprone.annotations.Immutable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The attacks that there are. */
public enum Assault {
    SLOW_HANDSHAKES("600 connections that say one byte of a TLS handshake every 2 s", SlowHandshakes::new),
    SLOW_FRAMES("300 connections that say one byte of a frame every 2 s", SlowFrames::new),
    HALF_CLOSED("50 connections a second that end their half after the handshake and stay", HalfClosed::new),
    CONNECTION_FLOOD("1,000 connections a second that say nothing, 3,000 of them kept", ConnectionFlood::new),
    HANDSHAKE_FLOOD("200 connections a second that begin TLS and are gone", HandshakeFlood::new),
    ATTACH_FLOOD("strangers try to attach mailboxes that they do not own, 500 a second", AttachFlood::new),
    GARBAGE("100 connections a second that say random bytes after TLS", Garbage::new),
    OVERSIZED_FRAMES(
            "100 connections a second with frames of 0, of one byte too much, and of 2 GiB", OversizedFrames::new),
    NEVER_READS(
            "400 connections of one member have a mailbox of large envelopes delivered and never read",
            NeverReads::new);

    private final String words;
    private final Beginning beginning;

    @Immutable
    @FunctionalInterface
    interface Beginning {
        Attack begin(Camp camp) throws Exception;
    }

    Assault(String words, Beginning beginning) {
        this.words = words;
        this.beginning = beginning;
    }

    static Assault named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What is done. */
    public String words() {
        return words;
    }

    Attack begin(Camp camp) throws Exception {
        return beginning.begin(camp);
    }

    /**
     * What should not have happened to the attackers.
     *
     * @param score how often what did
     */
    public List<String> verdict(Map<String, Long> score) {
        List<String> complaints = new ArrayList<>();
        if (score.getOrDefault(Score.TRIED, 0L) == 0) {
            complaints.add("the attackers did not get to do anything");
        }
        score.forEach((what, times) -> {
            if (what.startsWith(Score.SUCCESS)) {
                complaints.add(what + ": " + times + " times");
            }
        });
        return complaints;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
