package org.waystation.federation.link;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.waystation.federation.outbox.Backoff;
import org.waystation.federation.store.DiskShare;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Pause;

/**
 * Decides when to dial which partner: whenever there is no link, as soon as the backoff allows, and few at a time. Whoever
 * was dialled longest ago comes first, so that partners that are gone keep nobody from being dialled.
 *
 * <p>What partners failed at is kept in rows, so that a relay that starts does not dial all those at once that have been
 * gone for long. What this relay itself got wrong is no failure of a partner and only puts its next dial off for a moment.
 *
 * <p>Confined to the store's thread. Bounded by the roster.
 */
public final class Dialler {
    /** Dials that may be under way: each holds a socket, and may wait for name servers or a handshake. */
    public static final int MAX_UNDER_WAY = 16;

    /** Dials that may begin at one tick. */
    static final int MAX_EACH_TICK = 8;

    /** How long a partner is left alone after a mistake of ours. */
    static final Duration OWN_PAUSE = Duration.ofSeconds(5);

    private static final Comparator<Attempt> LONGEST_AGO_FIRST =
            Comparator.comparingLong((Attempt each) -> each.lastDial).thenComparingInt(each -> each.backoff.failures());

    private final DoubleSupplier jitter;
    private final Map<RelayId, Attempt> attempts = new LinkedHashMap<>();
    private boolean restored;
    private long allDials;

    /** @param jitter numbers from 0 (inclusive) to 1 (exclusive) */
    public Dialler(DoubleSupplier jitter) {
        this.jitter = jitter;
    }

    private static final class Attempt {
        private final RelayId partner;
        private Backoff backoff;
        private Backoff.State inRow = Backoff.State.CLEAR;
        private Instant heldUntil = Instant.MIN;
        private long lastDial;
        private int dials;
        private boolean dialling;
        private boolean heardOf;
        private String lastTrouble = "";

        Attempt(RelayId partner, Backoff backoff) {
            this.partner = partner;
            this.backoff = backoff;
        }

        boolean mayBeDialled(Instant now) {
            return !dialling && !Pause.lasts(heldUntil, now, OWN_PAUSE) && backoff.mayTry(now);
        }
    }

    /** A partner to dial. {@code attempt} counts the dials of this partner, so that each can take its next endpoint. */
    public record Due(RelayId partner, int attempt) {}

    public static List<Table> tables() {
        return List.of(BackoffRows.BACKOFF);
    }

    /** What one partner takes of a disk at most. */
    public static DiskShare diskShare() {
        return BackoffRows.ofPartner();
    }

    /** To be called before each {@link #onTick}: reads the rows at first, and writes those that have changed since. */
    public void sync(Transaction tx) {
        if (!restored) {
            Map<RelayId, Backoff.State> rows = BackoffRows.all(tx);
            tx.afterCommit(() -> restore(rows));
            return;
        }
        for (Attempt each : attempts.values()) {
            Backoff.State state = each.backoff.state();
            if (!state.equals(each.inRow)) {
                BackoffRows.put(tx, each.partner, state);
                tx.afterCommit(() -> each.inRow = state);
            }
        }
    }

    /** What has been heard of a partner since this relay started is newer than its row. */
    private void restore(Map<RelayId, Backoff.State> rows) {
        restored = true;
        rows.forEach((partner, state) -> {
            Attempt attempt = attempt(partner);
            attempt.inRow = state;
            if (!attempt.heardOf) {
                attempt.backoff = new Backoff(jitter, state);
            }
        });
    }

    /** The partners to dial now; each counts as being dialled until the end of the dial. */
    public List<Due> onTick(Set<RelayId> partners, LinkTable links, Instant now) {
        partners.forEach(this::attempt);
        forgetAllBut(partners);
        long underWay = attempts.values().stream().filter(each -> each.dialling).count();
        List<Due> due = new ArrayList<>();
        attempts.values().stream()
                .filter(each -> partners.contains(each.partner))
                .filter(each -> links.find(each.partner).isEmpty() && each.mayBeDialled(now))
                .sorted(LONGEST_AGO_FIRST)
                .limit(Math.max(0, Math.min(MAX_EACH_TICK, MAX_UNDER_WAY - underWay)))
                .forEach(each -> due.add(begin(each)));
        return due;
    }

    private Due begin(Attempt attempt) {
        attempt.dialling = true;
        attempt.lastDial = ++allDials;
        return new Due(attempt.partner, attempt.dials++);
    }

    /** A relay that is no partner any more is forgotten, but not before its row is gone. */
    private void forgetAllBut(Set<RelayId> partners) {
        attempts.values().removeIf(each -> {
            if (partners.contains(each.partner)) {
                return false;
            }
            each.backoff.onSignOfLife();
            each.lastTrouble = "";
            each.dialling = false;
            return each.inRow.equals(Backoff.State.CLEAR);
        });
    }

    /** The partner was reached, by us or by them. */
    public void onLinkReady(RelayId partner) {
        Attempt attempt = heardOf(partner);
        attempt.lastTrouble = "";
        attempt.heldUntil = Instant.MIN;
        attempt.backoff.onSignOfLife();
    }

    /** A dial of ours is over: it came to a link, or one of the two events below tells why not. */
    public void onDialOver(RelayId partner) {
        attempt(partner).dialling = false;
    }

    /** The partner could not be reached, or closed what a dial of ours opened, or the link that there was. */
    public void onFailure(RelayId partner, String trouble, Instant now) {
        Attempt attempt = heardOf(partner);
        attempt.lastTrouble = trouble;
        attempt.backoff.onFailure(now);
    }

    /** The partner closed a link because its operator, or ours, wants none: whoever wants one again dials. */
    public void onTurnedAway(RelayId partner, String trouble, Instant now) {
        Attempt attempt = heardOf(partner);
        attempt.lastTrouble = trouble;
        attempt.backoff.onTurnedAway(now);
    }

    /** A mistake of this relay kept it from reaching the partner. */
    public void onOwnTrouble(RelayId partner, String trouble, Instant now) {
        Attempt attempt = attempt(partner);
        attempt.lastTrouble = trouble;
        attempt.heldUntil = now.plus(OWN_PAUSE);
    }

    /** What went wrong last, in words for the operator; empty if nothing did since the partner was last reached. */
    public String trouble(RelayId partner) {
        Attempt attempt = attempts.get(partner);
        return attempt == null ? "" : attempt.lastTrouble;
    }

    private Attempt heardOf(RelayId partner) {
        Attempt attempt = attempt(partner);
        attempt.heardOf = true;
        return attempt;
    }

    private Attempt attempt(RelayId partner) {
        return attempts.computeIfAbsent(partner, each -> new Attempt(each, new Backoff(jitter)));
    }
}
