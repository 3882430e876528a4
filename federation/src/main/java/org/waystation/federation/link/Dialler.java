package org.waystation.federation.link;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.waystation.federation.outbox.Backoff;
import org.waystation.protocol.id.RelayId;

/**
 * Decides when to dial which partner: whenever there is no link, as soon as the backoff allows.
 *
 * <p>Confined to the store's thread. Bounded by the roster.
 */
public final class Dialler {
    private final DoubleSupplier jitter;
    private final Map<RelayId, Attempt> attempts = new HashMap<>();

    /** @param jitter numbers from 0 (inclusive) to 1 (exclusive) */
    public Dialler(DoubleSupplier jitter) {
        this.jitter = jitter;
    }

    private static final class Attempt {
        private final Backoff backoff;
        private int dials;
        private boolean dialling;
        private String lastTrouble = "";

        Attempt(Backoff backoff) {
            this.backoff = backoff;
        }
    }

    /** A partner to dial. {@code attempt} counts the dials of this partner, so that each can take its next endpoint. */
    public record Due(RelayId partner, int attempt) {}

    /** The partners to dial now; each counts as being dialled until one of the events below. */
    public List<Due> onTick(Set<RelayId> partners, LinkTable links, Instant now) {
        attempts.keySet().retainAll(partners);
        List<Due> due = new ArrayList<>();
        for (RelayId partner : partners) {
            Attempt attempt = attempt(partner);
            if (links.find(partner).isEmpty() && !attempt.dialling && attempt.backoff.mayTry(now)) {
                attempt.dialling = true;
                due.add(new Due(partner, attempt.dials++));
            }
        }
        return due;
    }

    /** The partner was reached, by us or by them. */
    public void onLinkReady(RelayId partner) {
        Attempt attempt = attempt(partner);
        attempt.dialling = false;
        attempt.lastTrouble = "";
        attempt.backoff.onSignOfLife();
    }

    /** This relay wanted no link; nothing is held against the partner. */
    public void onClosedHere(RelayId partner) {
        attempt(partner).dialling = false;
    }

    /** A dial failed, or what it opened closed before it was ready. */
    public void onFailure(RelayId partner, String trouble, Instant now) {
        Attempt attempt = attempt(partner);
        attempt.dialling = false;
        attempt.lastTrouble = trouble;
        attempt.backoff.onFailure(now);
    }

    /** What went wrong last, in words for the operator; empty if nothing did since the partner was last reached. */
    public String trouble(RelayId partner) {
        Attempt attempt = attempts.get(partner);
        return attempt == null ? "" : attempt.lastTrouble;
    }

    private Attempt attempt(RelayId partner) {
        return attempts.computeIfAbsent(partner, unused -> new Attempt(new Backoff(jitter)));
    }
}
