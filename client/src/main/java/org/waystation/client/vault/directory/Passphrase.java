package org.waystation.client.vault.directory;

import java.text.Normalizer;
import java.util.Arrays;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.crypto.SecretKey32;

/** What opens a vault. Never printed. The same letters typed on two keyboards are the same passphrase (Unicode NFC). */
public final class Passphrase {
    /** A new passphrase has at least so many characters. */
    public static final int MIN_LENGTH = 8;

    private final char[] characters;

    private Passphrase(char[] characters) {
        this.characters = characters;
    }

    /** Keeps a normalized copy. */
    public static Passphrase of(CharSequence characters) {
        return new Passphrase(
                Normalizer.normalize(characters, Normalizer.Form.NFC).toCharArray());
    }

    /** Whether it is long enough to protect a new vault. */
    public boolean isLongEnough() {
        return Character.codePointCount(characters, 0, characters.length) >= MIN_LENGTH;
    }

    /** Overwrites it; any later use would be of another passphrase. */
    public void wipe() {
        Arrays.fill(characters, '\0');
    }

    /** The slow key of this passphrase. */
    SecretKey32 stretchedBy(PassphraseKey how) {
        return how.derive(characters);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Passphrase that && Arrays.equals(characters, that.characters);
    }

    @Override
    public int hashCode() {
        return characters.length;
    }

    @Override
    public String toString() {
        return "[passphrase]";
    }
}
