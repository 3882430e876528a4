package org.waystation.client.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class NamesTest {
    @Test
    void aForeignNameLosesWhatCannotBeSeen() {
        assertEquals("evil txt", Names.clean("ev\u202eil\n\u001b\u200b txt "));
        assertEquals("Милица", Names.clean("Милица"));
        assertEquals("", Names.clean("\u2066\u2069"));
    }

    @Test
    void aForeignNameIsSpelledOneWayWhateverWasHiddenInIt() {
        assertEquals("Lav\u00e1", Names.clean("Lava\u202e\u0301"));
        assertEquals(Names.clean("Lav\u00e1"), Names.clean("Lava\u200b\u0301"));
    }

    @Test
    void aForeignNameIsCut() {
        assertEquals(Names.MAX_CHARACTERS, Names.clean("😀".repeat(500)).codePointCount(0, 128));
    }

    @Test
    void aNameInTheMiddleOfALineCannotReorderIt() {
        assertEquals("\u2068مريم\u2069", Names.isolated("مريم"));
        assertEquals("Ana", Names.isolated("Ana"));
    }

    @Test
    void aNameGivenHereMustBeVisible() {
        assertTrue(Names.objection("Ana").isEmpty());
        assertTrue(Names.objection("مريم").isEmpty());
        assertTrue(Names.objection(" ").isPresent());
        assertTrue(Names.objection("a\u202eb").isPresent());
        assertTrue(Names.objection("x".repeat(65)).isPresent());
    }
}
