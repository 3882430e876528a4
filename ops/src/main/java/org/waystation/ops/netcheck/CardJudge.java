package org.waystation.ops.netcheck;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.waystation.ops.node.ExitCode;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;

/** What a card on file says about itself: how long it and its routing key are good for. */
final class CardJudge {
    static final String CARD = "card";
    static final String ROUTING_KEY = "routing key";

    /** In which two operators find the time to exchange cards. */
    private static final Duration SOON = Duration.ofDays(30);

    private CardJudge() {}

    static Finding validity(Site site, Instant now) {
        RelayCard card = site.card();
        if (card.isExpiredAt(now)) {
            return Finding.problem(CARD, "the card on file has expired", site.newCard(), ExitCode.USER);
        }
        String words = "the card on file expires in " + days(now, card.expiresAt());
        return isSoon(now, card.expiresAt())
                ? Finding.warning(CARD, words, site.newCard())
                : Finding.ok(CARD, words + " (number " + card.sequence() + ")");
    }

    static Finding routingKey(Site site, Instant now) {
        Optional<RoutingKey> key = site.card().routingKeyAt(now);
        if (key.isEmpty()) {
            return Finding.problem(
                    ROUTING_KEY,
                    "the card on file names no routing key that is valid now: nothing can be sealed to this relay",
                    site.newCard(),
                    ExitCode.USER);
        }
        Instant end = key.get().notAfter();
        String words = "can be sealed to for " + days(now, end);
        return isSoon(now, end) ? Finding.warning(ROUTING_KEY, words, site.newCard()) : Finding.ok(ROUTING_KEY, words);
    }

    private static boolean isSoon(Instant now, Instant end) {
        return end.isBefore(now.plus(SOON));
    }

    private static String days(Instant now, Instant end) {
        long days = Duration.between(now, end).toDays();
        return days == 1 ? "1 day" : days + " days";
    }
}
