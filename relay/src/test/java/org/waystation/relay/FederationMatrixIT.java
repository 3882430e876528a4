package org.waystation.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.federation.roster.Standing;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.card.Tombstone;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.tls.TlsKey;
import org.waystation.relay.home.RelayHome;

/**
 * Who gets a link, over real TLS: every state of the caller's key, with every policy of the roster, with every range of versions,
 * with every clock. The first line of the table that fits says what has to come of it.
 */
class FederationMatrixIT {
    private static final Entropy ENTROPY = Entropy.system();
    private static final Duration YEAR = Duration.ofDays(366);

    /** What the caller shows as its TLS key. */
    enum Key {
        NAMED,
        ANNOUNCED,
        UNKNOWN
    }

    /** What the roster of the relay that is called says of the caller. */
    enum Policy {
        ACTIVE,
        SUSPENDED,
        QUARANTINED,
        DENIED,
        NEVER_ADDED,
        CLOSING_SOON,
        CLOSED
    }

    enum Versions {
        COMMON,
        NEWER_ONLY,
        OLDER_ONLY
    }

    enum Skew {
        NONE,
        HOURS_AHEAD,
        HOURS_BEHIND
    }

    private static final String HUNG_UP = "hung up without a word";
    private static final String LINKED = "linked, and shown the card";

    private static final Map<Policy, Map<Key, TlsKey>> KEYS = new EnumMap<>(Policy.class);
    private static final Map<Policy, RelayHome> CALLERS = new EnumMap<>(Policy.class);
    private static TestRelay relay;

    @BeforeAll
    static void startWithACallerOfEachPolicy(@TempDir Path root) throws Exception {
        RelayHome home = RelayHome.create(root.resolve("one"), Clock.systemUTC(), ENTROPY);
        home.renewCard("one.example", List.of("127.0.0.1:4711"));
        for (Policy policy : Policy.values()) {
            introduce(root.resolve(policy.name()), policy, home);
        }
        relay = TestRelay.open(root.resolve("one"), Clock.systemUTC(), "one.example");
    }

    @AfterAll
    static void stop() {
        relay.close();
    }

    /** A relay that has announced its next TLS key, with what the operator of the other says of it. */
    private static void introduce(Path directory, Policy policy, RelayHome home) throws Exception {
        Clock now = Clock.systemUTC();
        TlsKey named = RelayHome.create(directory, Clock.offset(now, YEAR.negated()), ENTROPY)
                .keys()
                .tls();
        RelayHome caller = RelayHome.open(directory, now, ENTROPY);
        caller.keys().renewTls();
        String name = policy.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".example";
        SignedCard card = caller.renewCard(name, List.of("127.0.0.1:4712"));
        RelayHome later = RelayHome.open(directory, Clock.offset(now, Duration.ofDays(90)), ENTROPY);
        later.keys().renewTls();
        KEYS.put(
                policy,
                Map.of(
                        Key.NAMED, named,
                        Key.ANNOUNCED, later.keys().tls(),
                        Key.UNKNOWN, TlsKey.generate(new SecureRandom(), Instant.now())));
        CALLERS.put(policy, caller);
        if (policy == Policy.CLOSING_SOON || policy == Policy.CLOSED) {
            Duration from = policy == Policy.CLOSED ? Duration.ofDays(-1) : Duration.ofDays(1);
            card = caller.retire(new Tombstone(Instant.now().plus(from), Optional.empty()));
        }
        if (policy != Policy.NEVER_ADDED) {
            home.partners().add(card);
        }
        switch (policy) {
            case SUSPENDED -> home.partners().stand(caller.relay(), Standing.SUSPENDED);
            case QUARANTINED -> home.partners().stand(caller.relay(), Standing.QUARANTINED);
            case DENIED -> home.partners().deny(caller.relay());
            default -> {}
        }
    }

    private static String expected(Key key, Policy policy, Versions versions) {
        if (key == Key.UNKNOWN || policy == Policy.DENIED || policy == Policy.NEVER_ADDED) {
            return HUNG_UP;
        }
        if (versions != Versions.COMMON) {
            return closed(FaultCode.VERSION_MISMATCH);
        }
        return switch (policy) {
            case SUSPENDED, QUARANTINED -> closed(FaultCode.PARTNER_HELD);
            case CLOSED -> closed(FaultCode.RELAY_RETIRED);
            default -> LINKED;
        };
    }

    private static String closed(FaultCode code) {
        return "closed: " + code.words();
    }

    static Stream<Arguments> cases() {
        return Stream.of(Policy.values())
                .flatMap(policy -> Stream.of(Key.values())
                        .flatMap(key -> Stream.of(Versions.values())
                                .flatMap(versions -> Stream.of(Skew.values())
                                        .map(skew -> Arguments.of(
                                                key, policy, versions, skew, expected(key, policy, versions))))));
    }

    @ParameterizedTest(name = "key {0}, policy {1}, versions {2}, clock {3}: {4}")
    @MethodSource("cases")
    void callerGetsWhatTheTableSays(Key key, Policy policy, Versions versions, Skew skew, String expected)
            throws Exception {
        // Given
        LinkMessage.Hello hello = hello(CALLERS.get(policy), versions, skew);
        // When
        String became = call(KEYS.get(policy).get(key), hello);
        // Then
        assertEquals(expected, became);
    }

    private static LinkMessage.Hello hello(RelayHome caller, Versions versions, Skew skew) {
        long hours = switch (skew) {
            case NONE -> 0;
            case HOURS_AHEAD -> 9;
            case HOURS_BEHIND -> -9;
        };
        int shift = switch (versions) {
            case COMMON -> 0;
            case NEWER_ONLY -> Limits.MAX_VERSION;
            case OLDER_ONLY -> -Limits.MIN_VERSION;
        };
        return new LinkMessage.Hello(
                Limits.MIN_VERSION + shift,
                Limits.MAX_VERSION + shift,
                caller.relay(),
                Bytes.wrap(ENTROPY.bytes(LinkMessage.Hello.INSTANCE_BYTES)),
                LinkDesk.WINDOW,
                Instant.now().plus(Duration.ofHours(hours)).getEpochSecond(),
                1);
    }

    /** What comes of a call, in the words of the table. */
    private static String call(TlsKey key, LinkMessage.Hello hello) throws Exception {
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), relay.server().address().getPort());
        try (RawLink link = RawLink.dial(key, relay.server().card().card(), address)) {
            link.send(0, hello);
            while (true) {
                LinkMessage next = link.next().message();
                if (next instanceof LinkMessage.Closing closing) {
                    return "closed: " + closing.fault().words();
                }
                if (next instanceof LinkMessage.Card) {
                    return LINKED;
                }
            }
        } catch (IOException hungUp) {
            return HUNG_UP;
        }
    }
}
