package org.waystation.ops.siege.attack;

import com.google.errorprone.annotations.Immutable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waystation.ops.siege.attack.HostilePartner.Sin;

/** The attacks that there are. */
public enum Assault {
    SLOW_HANDSHAKES("600 connections that say one byte of a TLS handshake every 2 s", SlowHandshakes::new),
    SLOW_FRAMES("300 connections that say one byte of a frame every 2 s", SlowFrames::new),
    HALF_FRAMES("a member says all but a byte of the largest frame, on 150 connections a second", HalfFrames::new),
    HALF_CLOSED("50 connections a second that end their half after the handshake and stay", HalfClosed::new),
    CONNECTION_FLOOD("1,000 connections a second that say nothing, 3,000 of them kept", ConnectionFlood::new),
    HANDSHAKE_FLOOD("200 connections a second that begin TLS and are gone", HandshakeFlood::new),
    ATTACH_FLOOD("strangers try to attach mailboxes that they do not own, 500 a second", AttachFlood::new),
    GARBAGE("100 connections a second that say random bytes after TLS", Garbage::new),
    OVERSIZED_FRAMES(
            "100 connections a second with frames of 0, of one byte too much, and of 2 GiB", OversizedFrames::new),
    STRANGERS_QUESTIONS(
            "all that a client may ask, from people who are no members, 600 a second", StrangersQuestions::new),
    NEVER_READS("1,500 connections have a mailbox of large envelopes delivered and never read", NeverReads::new),
    PIPELINING("a member asks 1,000 questions at once, and ones with 1,000 answers", Pipelining::new),
    NOISE_FLOOD("a member has its relay open 600 requests a second that do not open", RequestFlood::ofNoise),
    PREKEY_FLOOD("a member fetches prekeys 600 times a second", RequestFlood::ofPrekeyFetches),
    DOWNGRADES("older TLS, weaker keys, links without a partner's key, other protocols, 10 a second", Downgrades::new),
    GUESSING("mailboxes, send tokens and the admin token are guessed, 100 a second", Guessing::new),
    PARTNER_LIES(
            "a partner answers what nobody asked, twice and under other numbers",
            camp -> new HostilePartner(camp, Sin.LIES)),
    PARTNER_WITHHOLDS(
            "a partner takes 100 requests a second and answers none", camp -> new HostilePartner(camp, Sin.WITHHOLDS)),
    PARTNER_WINDOW(
            "a partner announces a window of 2^31 - 1 and reads nothing", camp -> new HostilePartner(camp, Sin.WINDOW)),
    PARTNER_REPLAYS(
            "a partner sends the same 400 requests again and again, 500 a second",
            camp -> new HostilePartner(camp, Sin.REPLAYS)),
    PARTNER_FLOODS("a partner sends 400 new requests a second", camp -> new HostilePartner(camp, Sin.FLOODS)),
    LARGE_FLOOD(
            "a member pours 500 requests of 67 KB a second into the queue for a partner that is away", LargeFlood::new);

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
