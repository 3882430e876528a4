package org.waystation.ops.netcheck;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.ops.netcheck.wire.Greeting;
import org.waystation.ops.netcheck.wire.Sight;
import org.waystation.ops.netcheck.wire.Stop;
import org.waystation.ops.node.ExitCode;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.id.Bytes;

/** What a look at one endpoint says, compared with the card on file. */
final class SightJudge {
    static final String CLOCK = "clock";

    /** More is more than a clock that is set over the network is ever wrong. */
    static final Duration TOLERATED_SKEW = Duration.ofMinutes(1);

    private final Site site;
    private final Sight sight;
    private final Instant now;
    private final boolean hybrid;

    /** @param hybrid whether this machine can protect connections against a later quantum computer */
    SightJudge(Site site, Sight sight, Instant now, boolean hybrid) {
        this.site = site;
        this.sight = sight;
        this.now = now;
        this.hybrid = hybrid;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Optional<RelayCard> shown = sight.greeting().flatMap(SightJudge::card);
        boolean pinned = sight.pin().map(site.card()::names).orElse(false);
        if (sight.pin().isPresent() && !pinned) {
            findings.add(wrongKey(sight.pin().get(), shown));
        }
        sight.stop().ifPresent(stop -> findings.add(stopped(stop)));
        if (pinned) {
            sight.greeting().ifPresent(greeting -> {
                findings.add(greeted(greeting));
                findings.addAll(shown.map(this::compared).orElseGet(() -> List.of(noCard())));
                findings.add(clock(greeting.skew()));
            });
        }
        return findings;
    }

    private static Optional<RelayCard> card(Greeting greeting) {
        try {
            return Optional.of(SignedCard.verify(greeting.card()).card());
        } catch (CardRefused refused) {
            return Optional.empty();
        }
    }

    private Finding stopped(Stop stop) {
        return Finding.problem(
                sight.endpoint(),
                stop.why(),
                site.own() ? ownRemedy(stop.at()) : partnersRemedy(stop.at()),
                site.own() ? ExitCode.USER : ExitCode.NETWORK);
    }

    private static String ownRemedy(Stop.Step at) {
        return switch (at) {
            case NAME -> "give the name an address at your domain's provider, or set endpoints in relay.toml";
            case CONNECTION ->
                "start the relay if it does not run; else open the port in the firewall and forward it at"
                        + " the router. If partners can connect, the router only refuses this machine: nothing to do";
            case TLS -> "find out what listens there; endpoints in relay.toml may name the wrong port";
            case GREETING -> "look at the relay's log and at: waystation relay status";
        };
    }

    private String partnersRemedy(Stop.Step at) {
        return switch (at) {
            case NAME ->
                "look whether this machine reaches its name servers; then ask the operator of " + site.name()
                        + " whether the address has changed";
            case CONNECTION ->
                "ask the operator of " + site.name() + " whether the relay runs and where. If others reach"
                        + " it, a firewall stands between it and this machine";
            case TLS ->
                "ask the operator of " + site.name() + " whether the address is right; something between here and"
                        + " there may answer in its place";
            case GREETING ->
                "ask the operator of " + site.name() + " to look at the relay's status; one of the two"
                        + " programs may be too old";
        };
    }

    /** Whoever answers has another key than the card says: somebody in between, or the relay itself with a new one. */
    private Finding wrongKey(Bytes pin, Optional<RelayCard> shown) {
        boolean signed = shown.filter(card -> card.relay().equals(site.card().relay()))
                .filter(card -> card.names(pin))
                .filter(card -> card.sequence() > site.card().sequence())
                .isPresent();
        return signed
                ? Finding.problem(
                        sight.endpoint(),
                        "the TLS key is not the one on file; a newer card, signed by " + site.name() + ", names it",
                        site.newCard(),
                        ExitCode.TRUST)
                : Finding.problem(
                        sight.endpoint(),
                        "the TLS key is not the one in the card, and nothing signed by " + site.name()
                                + " speaks for it: somebody else answers. Nothing was told to it",
                        "do not trust this address; "
                                + (site.own() ? "find out who has it" : "call the operator of " + site.name()),
                        ExitCode.TRUST);
    }

    private Finding greeted(Greeting greeting) {
        String words = "answers in " + greeting.roundTrip().toMillis() + " ms: TLS 1.3, "
                + (hybrid ? "X25519MLKEM768, " : "") + "the pinned key, version " + greeting.version();
        return hybrid
                ? Finding.ok(sight.endpoint(), words)
                : Finding.warning(
                        sight.endpoint(),
                        words + ". Somebody who records it now and has a quantum computer later can read it",
                        "run the relay on a machine for which this program brings BoringSSL, as 64-bit Linux");
    }

    private Finding noCard() {
        return Finding.problem(
                CardJudge.CARD,
                "the relay shows no card that is rightly signed",
                site.own() ? site.newCard() : "tell the operator of " + site.name(),
                ExitCode.TRUST);
    }

    private List<Finding> compared(RelayCard shown) {
        RelayCard known = site.card();
        if (!shown.relay().equals(known.relay())) {
            return List.of(noCard());
        }
        List<Finding> findings = new ArrayList<>();
        if (shown.sequence() > known.sequence()) {
            findings.add(Finding.warning(
                    CardJudge.CARD,
                    "there is a newer card than the one on file (number " + shown.sequence() + ")",
                    site.newCard()));
        } else if (shown.sequence() < known.sequence()) {
            findings.add(Finding.warning(
                    CardJudge.CARD,
                    "the relay shows an older card (number " + shown.sequence() + ") than the one on file",
                    site.own()
                            ? "start the relay again"
                            : "tell the operator of " + site.name() + ": the relay may run from an old copy"));
        }
        known.routingKeyAt(now)
                .filter(key -> isGone(key, shown))
                .ifPresent(key -> findings.add(Finding.problem(
                        CardJudge.ROUTING_KEY,
                        "the relay no longer names the routing key on file: what is sealed to it may not open",
                        site.newCard(),
                        ExitCode.USER)));
        return findings;
    }

    private static boolean isGone(RoutingKey key, RelayCard shown) {
        return shown.routingKeys().stream().noneMatch(each -> each.id().equals(key.id()));
    }

    private Finding clock(Duration skew) {
        if (skew.abs().compareTo(TOLERATED_SKEW) <= 0) {
            return Finding.ok(CLOCK, "agrees with this machine's");
        }
        return Finding.warning(
                CLOCK,
                "is " + Skew.words(skew) + " this machine's. Messages pass all the same; what expires does so wrongly",
                "compare both with a clock that you trust, and have the wrong one set over the network (NTP)");
    }
}
