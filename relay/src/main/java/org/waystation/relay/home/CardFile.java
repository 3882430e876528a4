package org.waystation.relay.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.link.UnreadableText;
import org.waystation.relay.files.PrivateFiles;

/** The relay's own newest card on disk, as the text that an operator hands on. */
final class CardFile {
    private final Path file;
    private final RelayId self;

    CardFile(Path file, RelayId self) {
        this.file = file;
        this.self = self;
    }

    /** Changes whenever the card may have; 0 where there is none. */
    long stamp() {
        return PrivateFiles.stamp(file);
    }

    /** Empty if there is none yet. */
    Optional<SignedCard> read() throws HomeTrouble {
        try {
            SignedCard card = SignedCard.parse(Files.readString(file, StandardCharsets.UTF_8));
            // Its number and tombstone go into the next one, which this relay signs.
            if (!card.card().relay().equals(self)) {
                throw new HomeTrouble("the card in the relay's directory is of another relay than the identity file;"
                        + " restore both from one backup");
            }
            return Optional.of(card);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | UnreadableText | CardRefused e) {
            throw new HomeTrouble(
                    "the relay's own card cannot be read (" + e.getMessage() + "); delete it and start "
                            + "the relay, which writes it anew",
                    e);
        }
    }

    void write(SignedCard card) throws HomeTrouble {
        try {
            PrivateFiles.replace(file, card.toText() + "\n");
        } catch (IOException e) {
            throw new HomeTrouble("cannot write the relay card (" + e.getMessage() + ")", e);
        }
    }
}
