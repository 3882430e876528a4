package org.waystation.client.cli.open;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Answers;
import org.waystation.client.cli.desk.ContactFailures;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.Shown;
import org.waystation.client.idle.IdleLock;
import org.waystation.client.idle.LockWatch;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.Notice;
import org.waystation.client.person.ReceivedText;

/**
 * A chat while its vault is open. Follows its contact to another key: what is written, read and waited for is always that of
 * the key that has the name now. Used by one thread; shows on another one of its own.
 */
public final class OpenChat {
    private static final String QUIT = "/quit";
    private static final Duration FINISH = Duration.ofSeconds(5);
    private static final int AT_ONCE = 1_000;

    /** How a chat ended. */
    public enum Parting {
        DONE,
        /** Their key has changed, so what was written waits for the person to decide. */
        HELD,
        LOCKED
    }

    private final Desk desk;
    private final WaystationClient client;
    private final ChatScreen screen;
    private final String name;
    private final ChatNews news;

    public OpenChat(Desk desk, WaystationClient client, ChatScreen screen, Contact contact) {
        this.desk = desk;
        this.client = client;
        this.screen = screen;
        this.name = Shown.name(contact.name());
        this.news = new ChatNews(contact.id());
    }

    public Parting until(IdleLock idle) {
        // Showing waits for the client's thread, so a notice only wakes this one. A wake shows everything that is
        // there: one
        // that waits is enough.
        ThreadPoolExecutor display = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                OpenChat::daemon,
                new ThreadPoolExecutor.DiscardPolicy());
        client.listen(notice -> {
            if (news.take(notice)) {
                display.execute(this::showNews);
            }
        });
        display.execute(this::showNews);
        try (StayConnected connection = new StayConnected(
                        client, this::talk, ending -> talk(ending.words() + " Press Enter to leave."));
                LockWatch watch =
                        new LockWatch(() -> idle.isDue() || client.failure().isPresent())) {
            sendLines(connection);
            if (watch.hasTripped()) {
                return locked();
            }
            client.await(messenger -> messenger.isSettled() && nothingWaits(messenger), FINISH);
            connection.distrusted().ifPresent(desk::refuseDistrusted);
        } finally {
            end(display);
        }
        return client.ask(this::isHeld) ? Parting.HELD : Parting.DONE;
    }

    private void sendLines(StayConnected connection) {
        Optional<String> line = screen.read();
        while (line.isPresent()
                && !line.get().equals(QUIT)
                && connection.distrusted().isEmpty()) {
            send(line.get());
            line = screen.read();
        }
    }

    private Parting locked() {
        client.failure().ifPresent(failure -> {
            screen.wipe();
            throw failure;
        });
        return Parting.LOCKED;
    }

    /** Nothing is asked of a client after it was closed. */
    private static void end(ThreadPoolExecutor display) {
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

    private boolean isHeld(Messenger messenger) {
        return messenger.contact(news.contact()).orElseThrow().trust().claimed().isPresent();
    }

    private boolean nothingWaits(Messenger messenger) {
        return isHeld(messenger)
                || messenger.sent(1).stream()
                        .noneMatch(
                                each -> each.contact() == news.contact() && each.delivery() == Delivery.WAITING_HERE);
    }

    private void send(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (MessageText.of(line) instanceof MessageText.Accepted accepted) {
            ContactResult result = client.ask(messenger -> messenger.send(news.contact(), accepted.text()));
            if (!(result instanceof ContactResult.Written)) {
                talk(ContactFailures.of(result).line());
            }
        } else if (MessageText.of(line) instanceof MessageText.Refused refused) {
            talk(refused.why() + " Nothing was sent.");
        }
    }

    private void showNews() {
        news.contacts().forEach(this::showUnread);
        if (news.takeMoved()) {
            talk(
                    name
                            + " has a new device, for which the old one has signed; it is not verified. This chat goes on with it.");
        }
        ChatNews.Refusals refused = news.takeRefusals();
        refused.texts().forEach(this::tellWhy);
        if (refused.more() > 0) {
            talk(refused.more() + " more texts did not arrive. See: waystation status");
        }
    }

    private void showUnread(long contact) {
        List<ReceivedText> texts = client.ask(messenger -> messenger.unread(Optional.of(contact), AT_ONCE));
        for (ReceivedText each : texts) {
            screen.show(desk.json() ? Answers.receivedNode(each).toString() : Shown.received(each));
            desk.markShown(client, each);
        }
    }

    private void tellWhy(Notice.DeliveryChanged refused) {
        client.ask(messenger -> messenger.sent(refused.contact(), refused.number()))
                .ifPresent(text ->
                        talk("Text " + text.number() + " " + text.delivery().words() + Shown.why(text)));
    }

    /** Talk goes above the line that is being typed, or to standard error. */
    private void talk(String line) {
        if (screen instanceof TerminalScreen) {
            screen.show(line);
        } else {
            desk.say(line);
        }
    }
}
