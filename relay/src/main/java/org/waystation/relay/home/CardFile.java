package org.waystation.relay.home;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
                throw new HomeTrouble(
                        "card is of another relay than identity.key; nothing was changed; put all keys and the"
                                + " card back from one copy");
            }
            return Optional.of(card);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (CharacterCodingException | UnreadableText | CardRefused e) {
            throw new HomeTrouble(
                    "card is damaged (" + e.getMessage()
                            + "); nothing was changed; put it back, with the keys, from one"
                            + " copy. Without a copy: delete it, and the start writes it anew; whoever has closed the"
                            + " relay with 'retire' has to do that again",
                    e);
        } catch (IOException e) {
            throw new HomeTrouble("cannot read the relay's card (" + e.getMessage() + ")", e);
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
