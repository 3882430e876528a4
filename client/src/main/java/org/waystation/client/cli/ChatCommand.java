package org.waystation.client.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.waystation.client.WaystationClient;
import org.waystation.client.idle.IdleLock;
import org.waystation.client.idle.LockWatch;
import org.waystation.client.messenger.Contact;
import org.waystation.client.messenger.ContactResult;
import org.waystation.client.messenger.Delivery;
import org.waystation.client.messenger.MessageText;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.messenger.Notice;
import org.waystation.client.messenger.ReceivedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        description = "Write and read in turn. Every line is a text; /quit or Ctrl-D ends it.")
final class ChatCommand extends ClientCommand {
    private static final String QUIT = "/quit";
    private static final Duration FINISH = Duration.ofSeconds(5);
    private static final int AT_ONCE = 1_000;
    private static final int WAKES_KEPT = 256;

    @Parameters(paramLabel = "CONTACT", description = "Their name in the list of contacts.")
    private String who = "";

    @Mixin
    private final LockOption lockOption = new LockOption();

    /** How a chat ended. */
    private enum Parting {
        DONE,
        /** Their key has changed, so what was written waits for the person to decide. */
        HELD,
        LOCKED
    }

    @Override
    ExitCode run(Desk desk) {
        IdleLock idle = lockOption.lock(desk.around().clock());
        WaystationClient client = desk.openMember();
        try {
            Contact contact = client.ask(messenger -> messenger.contact(who))
                    .orElseThrow(() -> ContactFailures.of(new ContactResult.NoSuchContact(who)));
            ContactsCommand.trust(contact).ifPresent(words -> desk.say(Shown.name(contact.name()) + ": " + words));
            desk.tellRisk(client, contact);
            try (ChatScreen screen = screen(desk, contact, idle)) {
                Parting parting = chat(desk, client, contact, screen, idle);
                while (parting == Parting.LOCKED) {
                    client.close();
                    client = unlocked(desk, screen, idle);
                    parting = chat(desk, client, contact, screen, idle);
                }
                return parting == Parting.HELD ? ExitCode.TRUST : ExitCode.OK;
            }
        } finally {
            client.close();
        }
    }

    private static WaystationClient unlocked(Desk desk, ChatScreen screen, IdleLock idle) {
        screen.wipe();
        if (!(screen instanceof TerminalScreen)) {
            throw Unlocking.left(idle.line());
        }
        screen.show(idle.line());
        WaystationClient client = Unlocking.unlock(desk, screen::askSecret, screen::show, idle.line());
        idle.keyPressed();
        return client;
    }

    private static ChatScreen screen(Desk desk, Contact contact, IdleLock idle) {
        if (desk.json() || desk.around().person().isEmpty()) {
            return new PlainScreen(desk.around(), idle::keyPressed);
        }
        try {
            return new TerminalScreen("to " + Shown.name(contact.name()) + "> ", idle::keyPressed);
        } catch (IOException e) {
            return new PlainScreen(desk.around(), idle::keyPressed);
        }
    }

    private static Parting chat(Desk desk, WaystationClient client, Contact contact, ChatScreen screen, IdleLock idle) {
        // Showing waits for the client's thread, so the notice only wakes this one.
        ExecutorService display = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAKES_KEPT),
                ChatCommand::daemon,
                // Each wake shows everything that is there, so one more is not missed.
                new ThreadPoolExecutor.DiscardPolicy());
        Runnable showNew = () -> showUnread(desk, client, contact, screen);
        client.listen(notice -> {
            if (notice instanceof Notice.TextArrived arrived && arrived.contact() == contact.id()) {
                display.execute(showNew);
            } else if (notice instanceof Notice.DeliveryChanged changed && changed.contact() == contact.id()) {
                display.execute(() -> tellIfRefused(desk, client, changed));
            } else if (notice instanceof Notice.ContactMoved moved && moved.before() == contact.id()) {
                display.execute(() -> talk(
                        desk,
                        screen,
                        Shown.name(contact.name()) + " has a new device, for which the old one has signed."
                                + " Leave, and open the chat again to read on."));
            }
        });
        display.execute(showNew);
        try (StayConnected connection = new StayConnected(
                        client,
                        line -> talk(desk, screen, line),
                        ending -> talk(desk, screen, ending.words() + " Press Enter to leave."));
                LockWatch watch =
                        new LockWatch(() -> idle.isDue() || client.failure().isPresent())) {
            Optional<String> line = screen.read();
            while (line.isPresent()
                    && !line.get().equals(QUIT)
                    && connection.distrusted().isEmpty()) {
                send(desk, client, contact, screen, line.get());
                line = screen.read();
            }
            if (watch.hasTripped()) {
                client.failure().ifPresent(failure -> {
                    screen.wipe();
                    throw failure;
                });
                return Parting.LOCKED;
            }
            client.await(messenger -> messenger.isSettled() && nothingWaits(messenger, contact), FINISH);
            connection.distrusted().ifPresent(desk::refuseDistrusted);
        } finally {
            end(display);
        }
        return client.ask(messenger -> isHeld(messenger, contact)) ? Parting.HELD : Parting.DONE;
    }

    /** Nothing is asked of a client after it was closed. */
    private static void end(ExecutorService display) {
        display.shutdownNow();
        try {
            display.awaitTermination(FINISH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "chat-display");
        thread.setDaemon(true);
        return thread;
    }

    private static boolean isHeld(Messenger messenger, Contact contact) {
        return messenger.contact(contact.id()).orElseThrow().trust().claimed().isPresent();
    }

    private static boolean nothingWaits(Messenger messenger, Contact contact) {
        return isHeld(messenger, contact)
                || messenger.sent(1).stream()
                        .noneMatch(each -> each.contact() == contact.id() && each.delivery() == Delivery.WAITING_HERE);
    }

    private static void send(Desk desk, WaystationClient client, Contact contact, ChatScreen screen, String line) {
        if (line.isEmpty()) {
            return;
        }
        if (MessageText.of(line) instanceof MessageText.Accepted accepted) {
            ContactResult result = client.ask(messenger -> messenger.send(contact.name(), accepted.text()));
            if (!(result instanceof ContactResult.Written)) {
                talk(desk, screen, ContactFailures.of(result).line());
            }
        } else if (MessageText.of(line) instanceof MessageText.Refused refused) {
            talk(desk, screen, refused.why() + " Nothing was sent.");
        }
    }

    private static void showUnread(Desk desk, WaystationClient client, Contact contact, ChatScreen screen) {
        List<ReceivedText> texts = client.ask(messenger -> messenger.unread(Optional.of(contact.id()), AT_ONCE));
        for (ReceivedText each : texts) {
            screen.show(desk.json() ? Answers.receivedNode(each).toString() : ReadCommand.line(each));
            client.ask(messenger -> {
                messenger.shown(each.contact(), each.number());
                return true;
            });
        }
    }

    private static void tellIfRefused(Desk desk, WaystationClient client, Notice.DeliveryChanged changed) {
        client.ask(messenger -> messenger.sent(changed.contact(), changed.number()))
                .filter(text -> text.fault().isPresent())
                .ifPresent(text ->
                        desk.say("Text " + text.number() + " " + text.delivery().words() + SendCommand.why(text)));
    }

    /** Talk goes above the line that is being typed, or to standard error. */
    private static void talk(Desk desk, ChatScreen screen, String line) {
        if (screen instanceof TerminalScreen) {
            screen.show(line);
        } else {
            desk.say(line);
        }
    }
}
