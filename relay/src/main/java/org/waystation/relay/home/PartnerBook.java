package org.waystation.relay.home;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.roster.Standing;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.Fingerprint;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

/**
 * A relay's roster on disk, with everything that may be done to it. Each change is durable and in the federation log when the
 * call returns; the relay, and commands beside it, may change it at the same time.
 *
 * <p>Not safe for several threads at once.
 */
public final class PartnerBook {
    private final Path lock;
    private final RosterFile file;
    private final FederationLog log;
    private final RelayId self;
    private final Supplier<Optional<String>> ownName;
    private final Supplier<Collection<Bytes>> ownPins;
    private final Clock clock;

    /** @param lock held for a change */
    PartnerBook(
            Path directory,
            Path lock,
            RelaySecrets secrets,
            Supplier<Optional<String>> ownName,
            Supplier<Collection<Bytes>> ownPins,
            FederationLog log,
            Clock clock) {
        this.lock = lock;
        this.file = new RosterFile(directory.resolve(HomeCopy.ROSTER), secrets.identity());
        this.log = log;
        this.self = secrets.relay();
        this.ownName = ownName;
        this.ownPins = ownPins;
        this.clock = clock;
    }

    @FunctionalInterface
    private interface Change {
        Roster of(Roster before) throws CardRefused;
    }

    public Roster roster() throws HomeTrouble {
        return file.read();
    }

    /** Changes whenever the roster may have. */
    public long stamp() {
        return file.stamp();
    }

    /**
     * Adds a partner, or replaces its card by a newer one. The caller has had the fingerprint confirmed.
     *
     * @return the partner as it is now
     * @throws CardRefused as {@link Roster#with(SignedCard, Roster.Owner, java.time.Instant)}
     */
    public Partner add(SignedCard card) throws HomeTrouble, CardRefused {
        change(
                before -> before.with(card, owner(), clock.instant()),
                FederationLog.By.OPERATOR,
                "added " + words(card) + ", card " + card.card().sequence());
        return kept(card);
    }

    /** The partner as it is now, with the standing that it had. */
    private Partner kept(SignedCard card) throws HomeTrouble {
        return roster().find(card.card().relay()).orElseGet(() -> new Partner(card));
    }

    /**
     * Takes the newer card of a partner from the partner itself; whoever is no partner stays none.
     *
     * @return whether the roster has changed
     * @throws CardRefused as {@link #add}
     */
    public boolean learn(SignedCard card) throws HomeTrouble, CardRefused {
        return change(
                before -> isNews(before, card) ? learnt(before, card) : before,
                FederationLog.By.LINK,
                "new card " + card.card().sequence() + " of " + words(card)
                        + (card.card().tombstone().isPresent() ? ", which says that it is closing for good" : ""));
    }

    /** Operators and members know a partner by its name: that changes by hand only. */
    private Roster learnt(Roster before, SignedCard card) throws CardRefused {
        boolean renamed = before.find(card.card().relay())
                .filter(known -> !known.card().name().equals(card.card().name()))
                .isPresent();
        if (renamed) {
            throw new CardRefused(CardRefused.Why.RENAMED);
        }
        return before.with(card, owner(), clock.instant());
    }

    private static boolean isNews(Roster before, SignedCard card) {
        return before.find(card.card().relay())
                .filter(known -> known.standing() == Standing.ACTIVE)
                .filter(known -> known.card().sequence() < card.card().sequence())
                .isPresent();
    }

    /**
     * Puts a relay with another identity key in the place of a partner whose key may be in other hands. The old key is denied.
     *
     * @param was identity of the partner that goes
     * @throws CardRefused as {@link #add}
     */
    public Partner replace(RelayId was, SignedCard card) throws HomeTrouble, CardRefused {
        change(
                before -> {
                    Standing standing = before.find(was).map(Partner::standing).orElse(Standing.ACTIVE);
                    Roster added = before.denying(was).with(card, owner(), clock.instant());
                    // What held the old one back has been dealt with, or it would not be replaced.
                    return standing == Standing.QUARANTINED
                            ? added
                            : standing(added, card.card().relay(), standing);
                },
                FederationLog.By.OPERATOR,
                "replaced " + Fingerprint.of(was) + " by " + words(card));
        return kept(card);
    }

    public void stand(RelayId partner, Standing standing) throws HomeTrouble {
        changeWithoutCard(before -> standing(before, partner, standing), standing.word() + " " + words(partner));
    }

    private static Roster standing(Roster before, RelayId partner, Standing standing) {
        return before.find(partner)
                .map(known -> before.with(new Partner(known.signed(), standing)))
                .orElse(before);
    }

    public void remove(RelayId partner) throws HomeTrouble {
        changeWithoutCard(before -> before.without(partner), "removed " + words(partner));
    }

    /** The relay is no partner any more, and cannot become one before {@link #allow}. */
    public void deny(RelayId relay) throws HomeTrouble {
        changeWithoutCard(before -> before.denying(relay), "denied " + words(relay));
    }

    public void allow(RelayId relay) throws HomeTrouble {
        changeWithoutCard(before -> before.allowing(relay), "no longer denied " + words(relay));
    }

    private void changeWithoutCard(Change change, String words) throws HomeTrouble {
        try {
            change(change, FederationLog.By.OPERATOR, words);
        } catch (CardRefused e) {
            throw new HomeTrouble(e.getMessage() + "; nothing was changed", e);
        }
    }

    private boolean change(Change change, FederationLog.By by, String words) throws HomeTrouble, CardRefused {
        HomeLock held = HomeLock.await(lock);
        try {
            Roster before = file.read();
            Roster after = change.of(before);
            if (after == before) {
                return false;
            }
            file.write(after);
            log.add(clock.instant(), by, words);
            return true;
        } finally {
            held.close();
        }
    }

    private Roster.Owner owner() {
        return new Roster.Owner(self, ownName.get(), ownPins.get());
    }

    private static String words(SignedCard card) {
        return card.card().name() + " (" + Fingerprint.of(card.card().relay()) + ")";
    }

    private String words(RelayId relay) throws HomeTrouble {
        return file.read().find(relay).map(partner -> words(partner.signed())).orElseGet(() -> Fingerprint.of(relay));
    }
}
