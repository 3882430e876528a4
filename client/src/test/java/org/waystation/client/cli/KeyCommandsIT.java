package org.waystation.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.client.cli.Household.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparing codes and deciding about keys, as a person types it. Ana and Bojan are contacts; Vesna is somebody else. */
final class KeyCommandsIT {
    private final Household people;

    KeyCommandsIT(@TempDir Path temporary) throws IOException {
        this.people = new Household(temporary);
    }

    @BeforeEach
    void acquaint() {
        people.acquaint("ana", "bojan");
    }

    @AfterEach
    void stop() {
        people.close();
    }

    private String joinVesna() {
        ok(people.json("vesna", "join", people.relays().start("three.example")));
        return people.linkOf("vesna");
    }

    @Test
    void bothSeeTheSameTwoCodes() {
        // When
        JsonNode byAna = ok(people.json("ana", "verify", "bojan"));
        JsonNode byBojan = ok(people.json("bojan", "verify", "ana"));

        // Then
        assertEquals(byAna.path("theirs"), byBojan.path("yours"));
        assertEquals(byAna.path("yours"), byBojan.path("theirs"));
        assertEquals(7, byAna.path("theirs").path("words").size());
        assertEquals(35, byAna.path("theirs").path("digits").asText().length());
        assertFalse(byAna.path("contact").has("fingerprint"));
    }

    @Test
    void aPersonReadsWordsOfTheirLanguageOrDigits() {
        // When
        String english = people.words("ana", "verify", "bojan").out();
        String cyrillic =
                people.words("ana", "verify", "bojan", "--language", "sr").out();
        String latin =
                people.words("ana", "verify", "bojan", "--language", "sr-Latn").out();
        String digits = people.words("ana", "verify", "bojan", "--digits").out();
        Shell.Ended unknown = people.json("ana", "verify", "bojan", "--language", "xx");

        // Then
        assertTrue(english.lines().findFirst().orElseThrow().matches("bojan:( [a-z]+){7}"), english);
        assertTrue(cyrillic.lines().findFirst().orElseThrow().matches("bojan:( [а-шђјљњћџ]+){7}"), cyrillic);
        assertTrue(latin.lines().findFirst().orElseThrow().matches("bojan:( [a-zčćđšž]+){7}"), latin);
        assertTrue(digits.lines().findFirst().orElseThrow().matches("bojan:( [0-9]{5}){6}"), digits);
        assertEquals(2, unknown.exit());
    }

    @Test
    void whatWasComparedIsVerifiedFromThenOn() {
        // Given
        assertEquals(
                "not_shown", people.json("ana", "verify", "bojan", "--confirm").errorCode());
        assertTrue(people.words("ana", "contacts").out().contains("not verified"));

        // When
        ok(people.json("ana", "verify", "bojan"));
        JsonNode confirmed = ok(people.json("ana", "verify", "bojan", "--confirm"));
        String inWords = people.words("ana", "verify", "bojan", "--confirm").out();

        // Then
        assertTrue(confirmed.path("contact").path("verified").asBoolean());
        assertEquals("bojan is verified. You said that both devices showed the same.", inWords.strip());
        assertTrue(people.words("ana", "contacts").out().contains("; verified 2"));
    }

    @Test
    void aScanOfTheOtherDeviceVerifies() {
        // Given
        String shown = ok(people.json("bojan", "verify", "ana")).path("qr").asText();

        // When
        JsonNode scanned = ok(people.json("ana", "verify", "bojan", "--scanned", shown));

        // Then
        assertTrue(scanned.path("contact").path("verified").asBoolean());
        assertTrue(people.words("bojan", "verify", "ana", "--qr").out().lines().count() > 20);
    }

    @Test
    void aScanOfAnotherPairIsRefusedAndChangesNothing() {
        // Given
        String link = joinVesna();
        ok(people.json("bojan", "add", link, "--name", "vesna"));
        String ofAnotherPair =
                ok(people.json("bojan", "verify", "vesna")).path("qr").asText();

        // When
        Shell.Ended refused = people.json("ana", "verify", "bojan", "--scanned", ofAnotherPair);

        // Then
        assertEquals(4, refused.exit(), refused.err());
        assertEquals("codes_differ", refused.errorCode());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().strip().endsWith("waystation link, waystation add"), refused.err());
        assertEquals(
                "unreadable_code",
                people.json("ana", "verify", "bojan", "--scanned", link).errorCode());
        assertTrue(people.words("ana", "contacts").out().contains("not verified"));
    }

    @Test
    void onesOwnCodeIsAMistakeAndNoAlarm() {
        // Given
        String ownCode = ok(people.json("ana", "verify", "bojan")).path("qr").asText();

        // When
        Shell.Ended ended = people.json("ana", "verify", "bojan", "--scanned", ownCode);

        // Then
        assertEquals(1, ended.exit());
        assertEquals("own_code", ended.errorCode());
        assertEquals(
                "waystation: This is your own code. Scan the one on bojan's device.",
                ended.err().strip());
        assertTrue(people.words("ana", "contacts").out().contains("not verified"));
    }

    @Test
    void whatAReplacementCostsIsSaidBeforeAndAfter() {
        // Given
        String link = joinVesna();
        people.json("ana", "add", link, "--name", "bojan");
        people.json("ana", "send", "bojan", "one");
        people.json("ana", "send", "bojan", "two");

        // When
        String before = people.words("ana", "verify", "bojan").out();
        String after = people.words("ana", "decide", "bojan", "--replace").out();

        // Then
        assertTrue(before.contains("--keep) or the other one (waystation decide bojan --replace)"), before);
        assertTrue(before.contains("the other key gets the texts that wait (2), and that cannot be undone"), before);
        assertTrue(after.contains("It gets the texts that waited (2), and that cannot be undone"), after);
    }

    @Test
    void whoeverTakesANameByMistakeIsToldTheWayOut() {
        // Given
        String link = joinVesna();

        // When
        Shell.Ended taken = people.json("ana", "add", link, "--name", "bojan");
        ok(people.json("ana", "add", link, "--name", "vesna"));
        Shell.Ended sent = people.json("ana", "send", "bojan", "as before");

        // Then
        assertTrue(taken.err().contains("If this is another person: waystation decide bojan --keep"), taken.err());
        assertEquals(0, sent.exit(), sent.err());
    }

    @Test
    void theRiskOfNotComparingIsSaidOnce() {
        // When
        Shell.Ended first = people.words("ana", "send", "bojan", "one");
        Shell.Ended second = people.words("ana", "send", "bojan", "two");

        // Then
        assertTrue(first.err().contains("bojan is not verified"), first.err());
        assertTrue(first.err().contains("waystation verify bojan"), first.err());
        assertEquals("", second.err());
    }

    @Test
    void anotherKeyStopsSendingUntilThePersonKeepsTheFirst() {
        // Given
        String link = joinVesna();

        // When
        Shell.Ended added = people.json("ana", "add", link, "--name", "bojan");
        Shell.Ended sent = people.json("ana", "send", "bojan", "for whom?");
        Shell.Ended chat = people.words("ana", "chat", "bojan");
        String contacts = people.words("ana", "contacts").out();
        JsonNode nothing = ok(people.json("bojan", "read"));
        ok(people.json("ana", "decide", "bojan", "--keep"));
        JsonNode read = ok(people.json("bojan", "read"));
        Shell.Ended again = people.json("ana", "send", "bojan", "goes on");

        // Then
        assertEquals(4, added.exit());
        assertEquals("key_changed", added.errorCode());
        assertEquals(1, added.err().lines().count(), added.err());
        assertEquals(4, sent.exit());
        assertEquals("waiting_here", sent.json().path("message").path("state").asText());
        assertTrue(sent.err().contains("waystation decide bojan"), sent.err());
        assertEquals(4, chat.exit(), chat.err());
        assertTrue(contacts.contains("ANOTHER KEY"), contacts);
        assertEquals(0, nothing.path("messages").size());
        assertEquals("for whom?", read.path("messages").path(0).path("text").asText());
        assertEquals(0, again.exit(), again.err());
    }

    @Test
    void aFirstTextThatComesWithAnotherKeyIsSaidToBeLost() {
        // Given
        String link = joinVesna();

        // When
        Shell.Ended without = people.json("ana", "add", link, "--name", "bojan");
        Shell.Ended with = people.json("ana", "add", link, "--name", "bojan", "--message", "it is me");

        // Then
        assertFalse(without.err().contains("--message"), without.err());
        assertEquals(4, with.exit());
        assertTrue(with.err().contains("The text of --message was not kept"), with.err());
        assertEquals(1, with.err().lines().count(), with.err());
        assertEquals(0, ok(people.json("ana", "status")).path("outgoing").size());
    }

    @Test
    void whatWaitedGoesToTheKeyThatReplaces() {
        // Given
        String link = joinVesna();
        people.json("ana", "add", link, "--name", "bojan");
        people.json("ana", "send", "bojan", "for the new key");
        ok(people.json("ana", "verify", "bojan"));

        // When
        JsonNode decided = ok(people.json("ana", "decide", "bojan", "--replace"));
        ok(people.json("vesna", "contacts"));
        ok(people.json("vesna", "accept", "contact-1", "--name", "ana"));
        JsonNode read = ok(people.json("vesna", "read"));

        // Then
        assertEquals("bojan", decided.path("contact").path("name").asText());
        assertFalse(decided.path("contact").path("key_changed").asBoolean());
        assertEquals(
                "for the new key", read.path("messages").path(0).path("text").asText());
        assertEquals(0, ok(people.json("bojan", "read")).path("messages").size());
        assertEquals(
                "nothing_to_decide",
                people.json("ana", "decide", "bojan", "--keep").errorCode());
        assertEquals(
                "not_shown", people.json("ana", "verify", "bojan", "--confirm").errorCode());
    }

    @Test
    void aScanSaysWhichOfTwoKeysIsTheirs() {
        // Given
        String link = joinVesna();
        String ofBojan = ok(people.json("bojan", "verify", "ana")).path("qr").asText();
        people.json("ana", "add", link, "--name", "bojan");

        // When
        Shell.Ended scanned = people.words("ana", "verify", "bojan", "--scanned", ofBojan);

        // Then
        assertEquals(0, scanned.exit(), scanned.err());
        assertTrue(scanned.out().contains("waystation decide bojan --keep"), scanned.out());
        assertEquals(4, people.json("ana", "send", "bojan", "still waits").exit());
    }

    @Test
    void aDecisionIsOneOfTwo() {
        assertEquals(2, people.json("ana", "decide", "bojan").exit());
        assertEquals(
                2, people.json("ana", "decide", "bojan", "--keep", "--replace").exit());
        assertEquals(
                2,
                people.json("ana", "verify", "bojan", "--confirm", "--scanned", "x")
                        .exit());
    }
}
