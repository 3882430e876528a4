package org.waystation.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.client.cli.Household.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.WaystationClient;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.ReceivedText;
import org.waystation.protocol.envelope.Succession;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.link.ContactLink;
import org.waystation.protocol.link.UnreadableText;

/** Bojan goes on to a new device, called vera here, while Ana has a chat with him open, or sends him a text. */
final class ChatMovesIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Household people;

    ChatMovesIT(@TempDir Path temporary) throws IOException {
        this.people = new Household(temporary);
    }

    @BeforeEach
    void acquaint() {
        people.acquaint("ana", "bojan");
        ok(people.json("vera", "join", people.relays().start("three.example")));
        ok(people.json("vera", "link"));
    }

    @AfterEach
    void stop() {
        people.close();
    }

    @Test
    void aChatGoesOnWithTheNewDevice() {
        // Given
        prepareMove();
        try (WaystationClient vera = open("vera")) {
            // When
            Shell.Ended chat = chatOfAna(
                    moved -> {
                        connect(vera);
                        moved.await();
                        return "to the new device\n";
                    },
                    moved -> {
                        await(vera, messenger -> unread(messenger).equals(List.of("to the new device")));
                        long number = write(vera, "from the new device");
                        await(vera, messenger -> isRead(messenger, number));
                        return "/quit\n";
                    });

            // Then
            assertEquals(0, chat.exit(), chat.err());
            assertTrue(chat.out().contains("from the new device"), chat.out());
            assertEquals(1, chat.err().split("has a new device", -1).length - 1, chat.err());
        }
        assertEquals(0, ok(people.json("bojan", "read")).path("messages").size());
    }

    @Test
    void aClaimThatIsCarriedToTheNewDeviceStillStopsWhatIsWritten() {
        // Given
        ok(people.json("vesna", "join", people.relays().start("four.example")));
        assertEquals(
                4,
                people.json("ana", "add", people.linkOf("vesna"), "--name", "bojan")
                        .exit());
        prepareMove();
        try (WaystationClient vera = open("vera")) {
            // When
            Shell.Ended chat = chatOfAna(
                    moved -> {
                        connect(vera);
                        moved.await();
                        return "for whom?\n";
                    },
                    moved -> "/quit\n");

            // Then
            assertEquals(4, chat.exit(), chat.err());
            assertTrue(chat.err().contains("The text waits here"), chat.err());
        }
    }

    @Test
    void aTextThatTheRelayHasNotTakenGoesToTheNewDevice() {
        // Given
        prepareMove();
        introduceVera();
        people.relays().firstTakesNothing();

        // When
        Shell.Ended sent = people.json("ana", "send", "bojan", "for whoever is bojan");
        people.relays().firstTakesEverything();

        // Then
        JsonNode text = ok(sent).path("message");
        assertEquals("waiting_here", text.path("state").asText());
        assertEquals("bojan", text.path("contact").asText());
        assertTrue(sent.err().contains("bojan has a new device"), sent.err());
        try (WaystationClient ana = open("ana");
                WaystationClient vera = open("vera")) {
            connect(ana);
            connect(vera);
            await(vera, messenger -> unread(messenger).equals(List.of("for whoever is bojan")));
        }
        assertEquals(0, ok(people.json("bojan", "read")).path("messages").size());
    }

    private void introduceVera() {
        try (WaystationClient vera = open("vera")) {
            connect(vera);
            await(
                    vera,
                    messenger -> messenger.isSettled()
                            && messenger.contact("ana").orElseThrow().state() == Contact.State.INTRODUCED);
        }
    }

    /** Vera's introduction, which says that she was Bojan, goes out as soon as she connects. */
    private void prepareMove() {
        ContactLink ana = link("ana");
        try (WaystationClient vera = open("vera");
                WaystationClient bojan = open("bojan")) {
            Succession.Keys next =
                    vera.ask(messenger -> messenger.ownSuccession().ownKeys());
            Succession.Keys old =
                    bojan.ask(messenger -> messenger.ownSuccession().ownKeys());
            Bytes signature = bojan.ask(messenger -> messenger.ownSuccession().signSuccessor(next));
            vera.ask(messenger -> {
                messenger.add(ana, Optional.of("ana"), Optional.empty(), Optional.empty());
                long contact = messenger.contact("ana").orElseThrow().id();
                messenger.ownSuccession().introduceAsSuccessor(contact, old, signature);
                return true;
            });
        }
    }

    private ContactLink link(String who) {
        try {
            return ContactLink.parse(people.linkOf(who));
        } catch (UnreadableText e) {
            throw new AssertionError(e);
        }
    }

    private WaystationClient open(String who) {
        return people.shell(who).open(Household.PASSPHRASE);
    }

    private static void connect(WaystationClient client) {
        assertEquals(Optional.empty(), client.connect(LONG));
    }

    private static void await(WaystationClient client, Predicate<Messenger> condition) {
        assertTrue(client.await(condition, LONG));
    }

    private static List<String> unread(Messenger messenger) {
        return messenger.unread(Optional.empty(), Integer.MAX_VALUE).stream()
                .map(ReceivedText::text)
                .toList();
    }

    private static long write(WaystationClient client, String text) {
        ContactResult result = client.ask(messenger -> messenger.send("ana", new MessageText(text)));
        return assertInstanceOf(ContactResult.Written.class, result).number();
    }

    private static boolean isRead(Messenger messenger, long number) {
        long ana = messenger.contact("ana").orElseThrow().id();
        return messenger.sent(ana, number).orElseThrow().delivery() == Delivery.READ;
    }

    private Shell.Ended chatOfAna(Step... steps) {
        Shell shell = people.shell("ana");
        Script script = new Script(shell.hears("has a new device"), List.of(steps));
        Shell.Ended ended = people.json(shell.input(script), "chat", "bojan");
        if (script.failure != null) {
            throw new AssertionError(ended.err(), script.failure);
        }
        return ended;
    }

    /** What is done before a line is typed, and the line. */
    private interface Step {
        String next(CountDownLatch moved) throws InterruptedException;
    }

    /** Types line after line; ends early when a step fails. */
    private static final class Script extends InputStream {
        private final CountDownLatch moved;
        private final Iterator<Step> steps;
        private @Nullable Throwable failure;

        Script(CountDownLatch moved, List<Step> steps) {
            this.moved = moved;
            this.steps = steps.iterator();
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("lines are read as a whole");
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            if (!steps.hasNext()) {
                return -1;
            }
            try {
                byte[] line = steps.next().next(moved).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(line, 0, bytes, from, line.length);
                return line.length;
            } catch (Throwable e) {
                failure = e;
                return -1;
            }
        }
    }
}
