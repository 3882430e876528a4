package org.waystation.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.client.cli.Household.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.messenger.SocketRelays;

/** Commands over real TLS to relays that are fakes. */
final class CommandsIT {
    private final Household people;

    CommandsIT(@TempDir Path temporary) throws IOException {
        this.people = new Household(temporary);
    }

    @AfterEach
    void stop() {
        people.close();
    }

    private Shell.Ended ana(String... words) {
        return as("ana", "", words);
    }

    private Shell.Ended bojan(String... words) {
        return as("bojan", "", words);
    }

    private Shell.Ended as(String who, String input, String... words) {
        return people.json(people.shell(who).input(input), words);
    }

    private void acquaint() {
        ok(ana("join", people.relays().start("one.example")));
        ok(bojan("join", people.relays().start("two.example")));
        String link = ok(bojan("link")).path("link").asText();
        ok(ana("add", link, "--name", "bojan", "--as", "Ana", "--message", "first"));
        ok(bojan("contacts"));
        ok(bojan("accept", "contact-1", "--name", "ana"));
    }

    @Test
    void twoPeopleBecomeContactsAndWrite() {
        // Given
        ok(ana("join", people.relays().start("one.example")));
        JsonNode joined = ok(as("bojan", people.relays().start("two.example") + "\n", "join", "-"));
        assertEquals("two.example", joined.path("relay").path("name").asText());
        String link = ok(bojan("link")).path("link").asText();
        assertEquals(joined.path("link").asText(), link);

        // When
        JsonNode added = ok(as("ana", link, "add", "-", "--name", "bojan", "--as", "Ana", "--message", "first"));
        JsonNode unread = ok(bojan("read"));
        JsonNode request = ok(bojan("contacts")).path("contacts").path(0);
        JsonNode accepted = ok(bojan("accept", "contact-1", "--name", "ana"));
        JsonNode read = ok(bojan("read"));
        JsonNode sent = ok(as("bojan", "Здраво\n👋\n", "send", "ana", "-"));
        JsonNode answer = ok(ana("read"));
        JsonNode status = ok(bojan("status"));

        // Then
        assertEquals("introduced", added.path("contact").path("state").asText());
        assertEquals(0, unread.path("messages").size());
        assertEquals("requested", request.path("state").asText());
        assertEquals("Ana", request.path("calls_itself").asText());
        assertEquals("one.example", request.path("relay").asText());
        assertEquals("established", accepted.path("contact").path("state").asText());
        assertEquals("first", read.path("messages").path(0).path("text").asText());
        assertEquals("ana", read.path("messages").path(0).path("contact").asText());
        assertEquals("at_their_relay", sent.path("message").path("state").asText());
        assertEquals(
                "Здраво\n👋\n", answer.path("messages").path(0).path("text").asText());
        assertEquals("read", status.path("outgoing").path(0).path("state").asText());
        assertTrue(status.path("connected").asBoolean());
        assertEquals(0, status.path("unread").asInt());
    }

    @Test
    void withoutTheRelayATextWaitsHereAndIsSaidTo() {
        // Given
        acquaint();
        people.relays().stopAll();

        // When
        Shell.Ended ended = ana("send", "bojan", "later");

        // Then
        assertEquals(3, ended.exit());
        assertEquals("waiting_here", ended.json().path("message").path("state").asText());
        assertEquals("relay_unreachable", ended.errorCode());
        assertEquals(3, ana("read").exit());
    }

    @Test
    void statusShowsHowItWasWhenTheRelayIsNotReachedAndEndsAccordingly() {
        // Given
        acquaint();
        people.relays().stopAll();
        ana("send", "bojan", "later");

        // When
        Shell.Ended forAScript = ana("status");
        Shell.Ended inWords = people.words("ana", "status");

        // Then
        assertEquals(3, forAScript.exit());
        assertEquals("relay_unreachable", forAScript.errorCode());
        JsonNode status = forAScript.json();
        assertEquals(
                "waiting_here", status.path("outgoing").path(1).path("state").asText());
        assertFalse(status.path("connected").asBoolean());
        assertEquals(3, inWords.exit());
        assertTrue(inWords.out().startsWith("Your relay: one.example, not reached. "), inWords.out());
        assertTrue(inWords.out().contains("waiting here"), inWords.out());
        assertEquals("", inWords.err());
    }

    @Test
    void whoeverHoldsAnotherTlsKeyIsNotTrusted() {
        // Given
        ok(ana("join", people.relays().start("one.example")));
        people.relays().impersonateLast();

        // When
        List<Shell.Ended> all = List.of(ana("status"), ana("read"), ana("contacts"), ana("read", "--follow"));

        // Then
        for (Shell.Ended each : all) {
            assertEquals(4, each.exit(), each.err());
            assertEquals("relay_distrusted", lastLine(each));
        }
    }

    private static String lastLine(Shell.Ended ended) {
        List<String> lines = ended.out().lines().toList();
        return new Shell.Ended(ended.exit(), lines.get(lines.size() - 1), "").errorCode();
    }

    @Test
    void atTheFirstConnectionTheVoucherSaysWhomToTrust() {
        // Given
        String voucher = people.relays().start("one.example");
        people.relays().impersonateLast();

        // When
        Shell.Ended ended = ana("join", voucher);

        // Then
        assertEquals(4, ended.exit());
        assertEquals("relay_distrusted", ended.errorCode());
    }

    @Test
    void aChatWithoutATerminalSendsItsLines() {
        // Given
        acquaint();
        ok(bojan("read"));

        // When
        Shell.Ended chat = as("ana", "one\n\n two \n/quit\nthree\n", "chat", "bojan");
        JsonNode read = ok(bojan("read"));

        // Then
        assertEquals(0, chat.exit(), chat.err());
        assertEquals(2, read.path("messages").size());
        assertEquals("one", read.path("messages").path(0).path("text").asText());
        assertEquals(" two ", read.path("messages").path(1).path("text").asText());
    }

    @Test
    void whatWasReadIsNotShownAgain() {
        // Given
        acquaint();
        assertEquals(1, ok(bojan("read")).path("messages").size());

        // When
        JsonNode again = ok(bojan("read"));

        // Then
        assertEquals(0, again.path("messages").size());
    }

    @Test
    void whoeverReadsIsToldOfATextThatWaitsAndLaterOfTheOneThatDidNotCome() {
        // Given
        acquaint();
        ok(ana("contacts"));
        ok(bojan("read"));
        ok(ana("send", "bojan", "lost"));
        ok(ana("send", "bojan", "kept"));
        people.relays().lastLosesOne();

        // When
        Shell.Ended atFirst = people.words("bojan", "read");
        Shell.Ended later =
                people.words(people.shell("bojan").at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2))), "read");

        // Then
        assertEquals("", atFirst.out());
        assertTrue(
                atFirst.err().contains("1 text has come and waits up to a minute for what was written before."),
                atFirst.err());
        assertFalse(atFirst.err().contains("Nothing new."), atFirst.err());
        assertTrue(later.out().contains("ana: (1 text before this has not come) kept"), later.out() + later.err());
    }

    @Test
    void aRequestMustBeAcceptedBeforeItIsAnswered() {
        // Given
        ok(ana("join", people.relays().start("one.example")));
        ok(bojan("join", people.relays().start("two.example")));
        ok(ana("add", ok(bojan("link")).path("link").asText()));
        ok(bojan("read"));

        // When
        Shell.Ended ended = bojan("send", "contact-1", "hello");

        // Then
        assertEquals(1, ended.exit());
        assertEquals("not_accepted", ended.errorCode());
    }

    @Test
    void whoeverUsesTheNameThatARequestGivesItselfIsToldWhatToType() {
        // Given
        ok(ana("join", people.relays().start("one.example")));
        ok(bojan("join", people.relays().start("two.example")));
        ok(ana("add", ok(bojan("link")).path("link").asText(), "--as", "Ana"));
        String command = "waystation accept contact-1 --name Ana";

        // When
        Shell.Ended contacts = people.words("bojan", "contacts");
        Shell.Ended byClaimedName = people.words("bojan", "accept", "ana");

        // Then
        assertTrue(contacts.out().strip().endsWith("; to accept: " + command), contacts.out());
        assertEquals(1, byClaimedName.exit());
        assertEquals(
                "waystation: contact-1 calls itself Ana (nobody has checked that). To accept: " + command,
                byClaimedName.err().strip());
        assertEquals("no_such_contact", bojan("accept", "ana").errorCode());
        assertEquals(
                0, people.words("bojan", "accept", "contact-1", "--name", "Ana").exit());
    }

    @Test
    void aNameThatTwoRequestsGiveThemselvesLeadsToNeither() {
        // Given
        ok(bojan("join", people.relays().start("two.example")));
        String link = ok(bojan("link")).path("link").asText();
        for (String each : List.of("ana", "vesna")) {
            ok(as(each, "", "join", people.relays().start(each + ".example")));
            ok(as(each, "", "add", link, "--as", "Ana"));
        }

        // When
        Shell.Ended ended = people.words("bojan", "accept", "Ana");

        // Then
        assertEquals(1, ended.exit());
        assertTrue(ended.err().contains("There is no contact called Ana"), ended.err());
    }

    @Test
    void whatCannotBeDoneWithAContactIsSaid() {
        // Given
        acquaint();
        String own = ok(ana("link")).path("link").asText();
        String theirs = ok(bojan("link")).path("link").asText();

        // When, Then
        assertEquals("own_link", ana("add", own).errorCode());
        assertEquals("already_contact", ana("add", theirs).errorCode());
        assertEquals("no_such_contact", ana("send", "nobody", "x").errorCode());
        assertEquals("no_such_contact", ana("accept", "nobody").errorCode());
        assertEquals(
                "already_joined",
                ana("join", people.relays().start("three.example")).errorCode());
    }

    @Test
    void aRelayThatIsNoPartnerIsSaidToBeNone() {
        // Given
        ok(ana("join", people.relays().start("one.example")));
        String link;
        try (SocketRelays elsewhere = new SocketRelays()) {
            ok(bojan("join", elsewhere.start("two.example")));
            link = ok(bojan("link")).path("link").asText();
        }

        // When
        Shell.Ended ended = ana("add", link, "--name", "bojan");

        // Then
        assertEquals(3, ended.exit());
        assertEquals("contact_unreachable", ended.errorCode());
        assertTrue(ended.err().contains("not a partner"), ended.err());
    }
}
