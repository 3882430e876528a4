package org.waystation.ops.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.roster.Standing;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.Fingerprint;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.link.UnreadableText;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.PartnerBook;
import org.waystation.relay.home.RelayHome;

/** What the commands about partners do to a real relay's roster. */
final class NodePartners implements PartnerFiles {
    private final Opener opener;
    private final InstantSource clock;

    NodePartners(Opener opener, InstantSource clock) {
        this.opener = opener;
        this.clock = clock;
    }

    /** Opens the relay in a directory. */
    @FunctionalInterface
    interface Opener {
        RelayHome open(RelayDirectory directory) throws HomeTrouble;
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PartnerBook book) throws HomeTrouble, CardRefused;
    }

    private <T> T in(RelayDirectory directory, Work<T> work) {
        try {
            return work.on(opener.open(directory).partners());
        } catch (HomeTrouble e) {
            throw NodeFiles.failure(e);
        } catch (CardRefused e) {
            throw refused(e);
        }
    }

    @Override
    public PartnerLine inspect(String cardText) {
        return line(new Partner(parse(cardText)));
    }

    @Override
    public Optional<String> voucherOf(RelayDirectory directory, String cardText) {
        RelayId relay = parse(cardText).card().relay();
        return in(
                directory,
                book -> book.roster().partners().stream()
                        .filter(each -> each.standing() == Standing.ACTIVE && each.names(relay))
                        .map(each -> each.card().name())
                        .findFirst());
    }

    @Override
    public PartnerLine add(RelayDirectory directory, String cardText, String fingerprint) {
        SignedCard card = confirmed(cardText, fingerprint);
        return in(directory, book -> line(book.add(card)));
    }

    @Override
    public PartnerLine replace(RelayDirectory directory, String was, String cardText, String fingerprint) {
        SignedCard card = confirmed(cardText, fingerprint);
        return in(directory, book -> {
            RelayId old = known(book.roster(), was).id();
            if (old.equals(card.card().relay())) {
                throw new CommandFailure(
                        ExitCode.USER,
                        "the card has the same identity key as the partner; add it without --replaces, or ask the"
                                + " operator for a card with a new key");
            }
            return line(book.replace(old, card));
        });
    }

    @Override
    public List<PartnerLine> list(RelayDirectory directory) {
        return in(
                directory,
                book -> book.roster().partners().stream().map(this::line).toList());
    }

    @Override
    public List<String> denied(RelayDirectory directory) {
        return in(
                directory,
                book -> book.roster().denied().stream().map(Fingerprint::of).toList());
    }

    @Override
    public String change(RelayDirectory directory, String who, PartnerChange change) {
        return in(directory, book -> {
            Roster roster = book.roster();
            return switch (change) {
                case SUSPEND -> stand(book, known(roster, who), Standing.SUSPENDED);
                case QUARANTINE -> stand(book, known(roster, who), Standing.QUARANTINED);
                case RESUME -> stand(book, known(roster, who), Standing.ACTIVE);
                case REMOVE -> {
                    Partner partner = known(roster, who);
                    book.remove(partner.id());
                    yield partner.card().name();
                }
                case DENY -> {
                    RelayCard card =
                            cardIn(who).orElseGet(() -> known(roster, who).card());
                    book.deny(card.relay());
                    yield card.name();
                }
                case ALLOW -> {
                    RelayId relay = deniedRelay(roster, who);
                    book.allow(relay);
                    yield Fingerprint.of(relay);
                }
            };
        });
    }

    private static String stand(PartnerBook book, Partner partner, Standing standing) throws HomeTrouble {
        book.stand(partner.id(), standing);
        return partner.card().name();
    }

    /** The card in a file of that name, if there is one. */
    private static Optional<RelayCard> cardIn(String file) {
        try {
            return Optional.of(parse(Files.readString(Path.of(file)).strip()).card());
        } catch (IOException | InvalidPathException noFile) {
            return Optional.empty();
        }
    }

    private static Partner known(Roster roster, String who) {
        List<Partner> meant = roster.meant(who);
        if (meant.size() > 1) {
            throw new CommandFailure(
                    ExitCode.USER,
                    meant.size() + " partners are called " + who
                            + "; give the fingerprint, in quotes, as 'waystation relay" + " partner list' shows it");
        }
        return meant.stream()
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USER,
                        "no partner is called " + who
                                + " or has that fingerprint; 'waystation relay partner list' shows" + " all"));
    }

    private static RelayId deniedRelay(Roster roster, String fingerprint) {
        return roster.denied().stream()
                .filter(each -> Fingerprint.matches(each, fingerprint))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USER,
                        "no relay with that fingerprint is denied; 'waystation relay partner list' shows those that"
                                + " are"));
    }

    private static SignedCard confirmed(String cardText, String fingerprint) {
        SignedCard card = parse(cardText);
        if (!Fingerprint.matches(card.card().relay(), fingerprint)) {
            throw new CommandFailure(
                    ExitCode.TRUST,
                    "the card of " + card.card().name() + " has another fingerprint than the one given; the partner was"
                            + " not added. Ask its operator for the card and the digits again");
        }
        return card;
    }

    static SignedCard parse(String cardText) {
        try {
            return SignedCard.parse(cardText);
        } catch (UnreadableText e) {
            throw new CommandFailure(
                    ExitCode.USER, "this is no relay card, or it " + e.getMessage() + ". Ask for the card again", e);
        } catch (CardRefused e) {
            throw refused(e);
        }
    }

    private PartnerLine line(Partner partner) {
        RelayCard card = partner.card();
        boolean gone = card.isGoneAt(clock.instant());
        return new PartnerLine(
                card.name(),
                Fingerprint.of(card.relay()),
                card.endpoints(),
                card.expiresAt(),
                gone ? "closed" : partner.standing().word());
    }

    private static CommandFailure refused(CardRefused e) {
        return new CommandFailure(ExitCode.TRUST, e.getMessage() + "; nothing was changed. " + remedy(e.why()), e);
    }

    private static String remedy(CardRefused.Why why) {
        return switch (why) {
            case DENIED -> "If it is to be a partner again: waystation relay partner allow";
            case NAME_TAKEN -> "If it is the same organisation with a new key, add it with --replaces";
            case NO_ROOM -> "Remove a partner first";
            case NO_ROOM_TO_DENY -> "Allow one of those that are denied first";
            case DATED_AHEAD -> "Compare the clocks of both machines";
            case OWN_CARD -> "Give it to the partner's operator, and ask for theirs";
            case MALFORMED,
                    FORGED,
                    ANOTHER_RELAY,
                    FOREIGN_TLS_KEY,
                    EXPIRED,
                    OLDER_THAN_KNOWN,
                    TWO_OF_ONE_NUMBER,
                    RETIRED,
                    RENAMED -> "Ask its operator for a new card";
        };
    }
}
