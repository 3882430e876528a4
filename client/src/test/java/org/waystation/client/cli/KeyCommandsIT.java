package org.waystation.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.messenger.SocketRelays;

/** Comparing codes and deciding about keys, as a person types it. Ana and Bojan are contacts; Vesna is somebody else. */
final class KeyCommandsIT {
    private final SocketRelays relays = new SocketRelays();
    private final Path temporary;
    private final Path passphrase;

    KeyCommandsIT(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        this.passphrase = Files.writeString(temporary.resolve("passphrase"), "a long walk home\n");
    }

    @BeforeEach
    void acquaint() {
        ok(json("ana", "join", relays.start("one.example")));
        ok(json("bojan", "join", relays.start("two.example")));
        ok(json("ana", "add", linkOf("bojan"), "--name", "bojan"));
        ok(json("bojan", "contacts"));
        ok(json("bojan", "accept", "contact-1", "--name", "ana"));
        ok(json("ana", "contacts"));
    }

    @AfterEach
    void stop() {
        relays.close();
    }

    private Shell.Ended json(String who, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        return words(who, all.toArray(String[]::new));
    }

    private Shell.Ended words(String who, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--passphrase-file", passphrase.toString()));
        return new Shell(temporary.resolve(who)).run(all.toArray(String[]::new));
    }

    private static JsonNode ok(Shell.Ended ended) {
        assertEquals(0, ended.exit(), ended.err() + ended.out());
        return ended.json();
    }

    private String linkOf(String who) {
        return ok(json(who, "link")).path("link").asText();
    }

    private String joinVesna() {
        ok(json("vesna", "join", relays.start("three.example")));
        return linkOf("vesna");
    }

    @Test
    void bothSeeTheSameTwoCodes() {
        // When
        JsonNode byAna = ok(json("ana", "verify", "bojan"));
        JsonNode byBojan = ok(json("bojan", "verify", "ana"));

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
        String english = words("ana", "verify", "bojan").out();
        String cyrillic = words("ana", "verify", "bojan", "--language", "sr").out();
        String latin = words("ana", "verify", "bojan", "--language", "sr-Latn").out();
        String digits = words("ana", "verify", "bojan", "--digits").out();
        Shell.Ended unknown = json("ana", "verify", "bojan", "--language", "xx");

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
        assertEquals("not_shown", json("ana", "verify", "bojan", "--confirm").errorCode());
        assertTrue(words("ana", "contacts").out().contains("not verified"));

        // When
        ok(json("ana", "verify", "bojan"));
        JsonNode confirmed = ok(json("ana", "verify", "bojan", "--confirm"));
        String inWords = words("ana", "verify", "bojan", "--confirm").out();

        // Then
        assertTrue(confirmed.path("contact").path("verified").asBoolean());
        assertEquals("bojan is verified. You said that both devices showed the same.", inWords.strip());
        assertTrue(words("ana", "contacts").out().contains("; verified 2"));
    }

    @Test
    void aScanOfTheOtherDeviceVerifies() {
        // Given
        String shown = ok(json("bojan", "verify", "ana")).path("qr").asText();

        // When
        JsonNode scanned = ok(json("ana", "verify", "bojan", "--scanned", shown));

        // Then
        assertTrue(scanned.path("contact").path("verified").asBoolean());
        assertTrue(words("bojan", "verify", "ana", "--qr").out().lines().count() > 20);
    }

    @Test
    void aScanOfAnotherPairIsRefusedAndChangesNothing() {
        // Given
        String link = joinVesna();
        ok(json("bojan", "add", link, "--name", "vesna"));
        String ofAnotherPair = ok(json("bojan", "verify", "vesna")).path("qr").asText();

        // When
        Shell.Ended refused = json("ana", "verify", "bojan", "--scanned", ofAnotherPair);

        // Then
        assertEquals(4, refused.exit(), refused.err());
        assertEquals("codes_differ", refused.errorCode());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().strip().endsWith("waystation link, waystation add"), refused.err());
        assertEquals(
                "unreadable_code",
                json("ana", "verify", "bojan", "--scanned", link).errorCode());
        assertTrue(words("ana", "contacts").out().contains("not verified"));
    }

    @Test
    void onesOwnCodeIsAMistakeAndNoAlarm() {
        // Given
        String ownCode = ok(json("ana", "verify", "bojan")).path("qr").asText();

        // When
        Shell.Ended ended = json("ana", "verify", "bojan", "--scanned", ownCode);

        // Then
        assertEquals(1, ended.exit());
        assertEquals("own_code", ended.errorCode());
        assertEquals(
                "waystation: This is your own code. Scan the one on bojan's device.",
                ended.err().strip());
        assertTrue(words("ana", "contacts").out().contains("not verified"));
    }

    @Test
    void whatAReplacementCostsIsSaidBeforeAndAfter() {
        // Given
        String link = joinVesna();
        json("ana", "add", link, "--name", "bojan");
        json("ana", "send", "bojan", "one");
        json("ana", "send", "bojan", "two");

        // When
        String before = words("ana", "verify", "bojan").out();
        String after = words("ana", "decide", "bojan", "--replace").out();

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
        Shell.Ended taken = json("ana", "add", link, "--name", "bojan");
        ok(json("ana", "add", link, "--name", "vesna"));
        Shell.Ended sent = json("ana", "send", "bojan", "as before");

        // Then
        assertTrue(taken.err().contains("If this is another person: waystation decide bojan --keep"), taken.err());
        assertEquals(0, sent.exit(), sent.err());
    }

    @Test
    void theRiskOfNotComparingIsSaidOnce() {
        // When
        Shell.Ended first = words("ana", "send", "bojan", "one");
        Shell.Ended second = words("ana", "send", "bojan", "two");

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
        Shell.Ended added = json("ana", "add", link, "--name", "bojan");
        Shell.Ended sent = json("ana", "send", "bojan", "for whom?");
        Shell.Ended chat = words("ana", "chat", "bojan");
        String contacts = words("ana", "contacts").out();
        JsonNode nothing = ok(json("bojan", "read"));
        ok(json("ana", "decide", "bojan", "--keep"));
        JsonNode read = ok(json("bojan", "read"));
        Shell.Ended again = json("ana", "send", "bojan", "goes on");

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
        Shell.Ended without = json("ana", "add", link, "--name", "bojan");
        Shell.Ended with = json("ana", "add", link, "--name", "bojan", "--message", "it is me");

        // Then
        assertFalse(without.err().contains("--message"), without.err());
        assertEquals(4, with.exit());
        assertTrue(with.err().contains("The text of --message was not kept"), with.err());
        assertEquals(1, with.err().lines().count(), with.err());
        assertEquals(0, ok(json("ana", "status")).path("outgoing").size());
    }

    @Test
    void whatWaitedGoesToTheKeyThatReplaces() {
        // Given
        String link = joinVesna();
        json("ana", "add", link, "--name", "bojan");
        json("ana", "send", "bojan", "for the new key");
        ok(json("ana", "verify", "bojan"));

        // When
        JsonNode decided = ok(json("ana", "decide", "bojan", "--replace"));
        ok(json("vesna", "contacts"));
        ok(json("vesna", "accept", "contact-1", "--name", "ana"));
        JsonNode read = ok(json("vesna", "read"));

        // Then
        assertEquals("bojan", decided.path("contact").path("name").asText());
        assertFalse(decided.path("contact").path("key_changed").asBoolean());
        assertEquals(
                "for the new key", read.path("messages").path(0).path("text").asText());
        assertEquals(0, ok(json("bojan", "read")).path("messages").size());
        assertEquals(
                "nothing_to_decide", json("ana", "decide", "bojan", "--keep").errorCode());
        assertEquals("not_shown", json("ana", "verify", "bojan", "--confirm").errorCode());
    }

    @Test
    void aScanSaysWhichOfTwoKeysIsTheirs() {
        // Given
        String link = joinVesna();
        String ofBojan = ok(json("bojan", "verify", "ana")).path("qr").asText();
        json("ana", "add", link, "--name", "bojan");

        // When
        Shell.Ended scanned = words("ana", "verify", "bojan", "--scanned", ofBojan);

        // Then
        assertEquals(0, scanned.exit(), scanned.err());
        assertTrue(scanned.out().contains("waystation decide bojan --keep"), scanned.out());
        assertEquals(4, json("ana", "send", "bojan", "still waits").exit());
    }

    @Test
    void aDecisionIsOneOfTwo() {
        assertEquals(2, json("ana", "decide", "bojan").exit());
        assertEquals(2, json("ana", "decide", "bojan", "--keep", "--replace").exit());
        assertEquals(
                2, json("ana", "verify", "bojan", "--confirm", "--scanned", "x").exit());
    }
}
