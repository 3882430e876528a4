package org.waystation.protocol.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waystation.protocol.Hex;

class VerificationTextTest {
    private static final String OWN = "44".repeat(32);
    private static final String OTHER = "55".repeat(32);
    private static final String FORM = "0801" + "1220" + OWN + "1a20" + OTHER;

    private final VerificationText text = new VerificationText(Hex.value(OWN), Hex.value(OTHER));

    private static String armoured(String hex) {
        return Armour.wrap(VerificationText.PREFIX, Hex.bytes(hex));
    }

    @Test
    void isWrittenAndReadAsTheGrammarSays() throws UnreadableText {
        assertEquals(armoured(FORM), text.toText());
        assertEquals(text, VerificationText.parse("\n" + text.toText() + " "));
        assertTrue(text.toText().startsWith("waystation-verify:"));
    }

    @ParameterizedTest
    @CsvSource({
        "DAMAGED,              0801, ''",
        "FROM_A_NEWER_VERSION, 0801, 0802",
        "DAMAGED,              122044, 121f",
        "DAMAGED,              1a2055, 1a1f"
    })
    void anythingElseIsRefused(UnreadableText.Why why, String part, String instead) {
        // When
        UnreadableText refused = assertThrows(
                UnreadableText.class, () -> VerificationText.parse(armoured(FORM.replaceFirst(part, instead))));

        // Then
        assertEquals(why, refused.why());
    }

    @Test
    void aContactLinkIsNoVerification() {
        UnreadableText refused = assertThrows(UnreadableText.class, () -> VerificationText.parse("waystation:abc"));
        assertEquals(UnreadableText.Why.SOMETHING_ELSE, refused.why());
    }
}
