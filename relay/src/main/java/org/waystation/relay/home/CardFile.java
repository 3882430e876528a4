package org.waystation.relay.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.link.UnreadableText;

/** The relay's own newest card on disk, as the text that an operator hands on. */
final class CardFile {
    private final Path file;

    CardFile(Path file) {
        this.file = file;
    }

    /** Changes whenever the card may have; 0 where there is none. */
    long stamp() {
        return PrivateFiles.stamp(file);
    }

    /** Empty if there is none yet. */
    Optional<SignedCard> read() throws HomeTrouble {
        try {
            return Optional.of(SignedCard.parse(Files.readString(file, StandardCharsets.UTF_8)));
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
