package org.waystation.relay.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.link.UnreadableText;

/**
 * The roster on disk: one relay card a line, then the relay's own signature over those lines, so that nobody who can write
 * the file but not sign can add a partner.
 */
final class RosterFile {
    private static final String SIGNATURE = "signature:";

    private final Path file;
    private final RelayId self;
    private final SigningKey identity;

    RosterFile(Path file, RelaySecrets secrets) {
        this.file = file;
        this.self = secrets.relay();
        this.identity = secrets.identity();
    }

    /** Changes whenever the roster may have; 0 where there is none. */
    long stamp() {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException none) {
            return 0;
        }
    }

    Roster read() throws HomeTrouble {
        try {
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException none) {
            return Roster.EMPTY;
        } catch (IOException | CardRefused | UnreadableText e) {
            throw new HomeTrouble("the roster cannot be read (" + e.getMessage() + "); restore it from your backup", e);
        }
    }

    private Roster parse(List<String> lines) throws HomeTrouble, CardRefused, UnreadableText {
        List<String> cards = new ArrayList<>(lines);
        String last = cards.isEmpty() ? "" : cards.remove(cards.size() - 1);
        if (!last.startsWith(SIGNATURE) || !isSigned(cards, last.substring(SIGNATURE.length()))) {
            throw new HomeTrouble("the roster was changed by somebody else: it is not signed by this relay. "
                    + "Restore it, or delete it and add your partners again");
        }
        Roster roster = Roster.EMPTY;
        for (String card : cards) {
            roster = roster.with(SignedCard.parse(card));
        }
        return roster;
    }

    private boolean isSigned(List<String> cards, String signature) {
        try {
            return identity.verifyingKey().verify(Base64.getDecoder().decode(signature), Label.ROSTER, joined(cards));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /**
     * Adds a partner, or replaces its card by a newer one.
     *
     * @param ownPin of this relay's TLS key
     * @throws CardRefused if the card is this relay's own, has expired, or is older than the one known
     */
    void add(SignedCard card, Bytes ownPin, Instant now) throws HomeTrouble, CardRefused {
        if (card.card().relay().equals(self)) {
            throw new CardRefused(CardRefused.Why.OWN_CARD);
        }
        if (card.card().isExpiredAt(now)) {
            throw new CardRefused(CardRefused.Why.EXPIRED);
        }
        Roster known = read();
        requireOwnTlsKeys(card.card(), known, ownPin);
        if (known.find(card.card().relay()).isEmpty() && known.ids().size() >= Roster.MAX_PARTNERS) {
            throw new HomeTrouble("this relay has " + Roster.MAX_PARTNERS + " partners already, and takes no more");
        }
        try {
            write(known.with(card));
        } catch (IOException e) {
            throw new HomeTrouble("cannot write the roster (" + e.getMessage() + ")", e);
        }
    }

    /** A TLS key stands for one relay: a card that names another's would have that relay's links taken for its own. */
    private static void requireOwnTlsKeys(RelayCard card, Roster known, Bytes ownPin) throws CardRefused {
        for (Bytes pin : card.tlsPins()) {
            boolean ofAnother = known.byTlsPin(pin)
                    .filter(each -> !each.id().equals(card.relay()))
                    .isPresent();
            if (ofAnother || pin.equals(ownPin)) {
                throw new CardRefused(CardRefused.Why.FOREIGN_TLS_KEY);
            }
        }
    }

    private void write(Roster roster) throws IOException {
        List<String> cards = roster.partners().stream()
                .map(Partner::signed)
                .map(SignedCard::toText)
                .toList();
        String signature = Base64.getEncoder().encodeToString(identity.sign(Label.ROSTER, joined(cards)));
        List<String> lines = new ArrayList<>(cards);
        lines.add(SIGNATURE + signature);
        PrivateFiles.replace(file, String.join("\n", lines) + "\n");
    }

    private static byte[] joined(List<String> cards) {
        return String.join("\n", cards).getBytes(StandardCharsets.UTF_8);
    }
}
