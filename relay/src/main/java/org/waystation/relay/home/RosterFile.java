package org.waystation.relay.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.link.UnreadableText;

/**
 * The roster on disk: one relay card a line, then the relay's own signature over those lines, so that nobody who can write
 * the file but not sign can add a partner.
 */
final class RosterFile {
    private static final String SIGNATURE = "signature:";

    private final Path file;
    private final SigningKey identity;

    RosterFile(Path file, SigningKey identity) {
        this.file = file;
        this.identity = identity;
    }

    Path path() {
        return file;
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

    void write(Roster roster) throws IOException {
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
