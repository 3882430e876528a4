package org.waystation.federation.link;

import java.time.Duration;
import java.time.Instant;
import org.waystation.protocol.limits.Pause;

/**
 * How often cards go over one link: a card costs whoever gets it a signature's check, and a write if it is news.
 *
 * <p>{@link #mayOffer} is confined to the store's thread, {@link #mayLookAt} to the connection's event loop; they share nothing.
 */
final class CardPace {
    /** Between two of the partner's cards that are looked at. */
    static final Duration CARDS_APART = Duration.ofSeconds(30);

    /** Longer, so that no card comes too soon for the other end's clock. */
    private static final Duration OFFERS_APART = CARDS_APART.multipliedBy(2);

    private long offered;
    private Instant nextOffer = Instant.MIN;
    private Instant nextLook = Instant.MIN;

    /** Whether to send this relay's card of this sequence number now; if so, it counts as sent. */
    boolean mayOffer(long sequence, Instant now) {
        boolean may = sequence > offered && !Pause.lasts(nextOffer, now, OFFERS_APART);
        if (may) {
            offered = sequence;
            nextOffer = now.plus(OFFERS_APART);
        }
        return may;
    }

    /** Whether to look at a card of the partner's that has come now; if so, it counts as looked at. */
    boolean mayLookAt(Instant now) {
        boolean may = !Pause.lasts(nextLook, now, CARDS_APART);
        if (may) {
            nextLook = now.plus(CARDS_APART);
        }
        return may;
    }
}
