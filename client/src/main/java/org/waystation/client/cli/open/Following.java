package org.waystation.client.cli.open;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Answers;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.Shown;
import org.waystation.client.cli.desk.Surroundings;
import org.waystation.client.idle.IdleLock;
import org.waystation.client.person.ReceivedText;

/**
 * Shows texts as they come, until it is stopped or locks. At a terminal Enter is the key press that puts the lock off; the
 * terminal hands over no other. Used by one command, on one thread.
 */
public final class Following {
    private static final int AT_ONCE = 1_000;

    /** How late a lock may be. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Desk desk;
    private final Optional<Long> contact;
    private final IdleLock idle;

    /** How it ended. */
    public enum Parting {
        /** Nobody reads any more what is shown. */
        DONE,
        LOCKED
    }

    public Following(Desk desk, Optional<Long> contact, IdleLock idle) {
        this.desk = desk;
        this.contact = contact;
        this.idle = idle;
    }

    public Parting until(WaystationClient client) {
        try (StayConnected connection = new StayConnected(client, desk::say, ending -> {})) {
            while (connection.distrusted().isEmpty()) {
                if (!showAll(client)) {
                    return Parting.DONE;
                }
                if (isLeftAlone()) {
                    return Parting.LOCKED;
                }
                client.waitFor(
                        messenger -> connection.distrusted().isPresent()
                                || !messenger.unread(contact, 1).isEmpty(),
                        LOOK_EVERY);
            }
            throw desk.failed(connection.distrusted().orElseThrow(), "");
        }
    }

    private boolean showAll(WaystationClient client) {
        List<ReceivedText> texts = client.ask(messenger -> messenger.unread(contact, AT_ONCE));
        for (ReceivedText each : texts) {
            desk.answer(Answers.receivedNode(each), Shown.received(each));
            if (desk.around().out().checkError()) {
                return false;
            }
            desk.markShown(client, each);
        }
        return true;
    }

    private boolean isLeftAlone() {
        if (desk.around().person().isPresent() && keysWaited(desk.around().in())) {
            idle.keyPressed();
        }
        return idle.isDue();
    }

    /** Takes what was typed, so that it is not taken for a passphrase later. */
    private static boolean keysWaited(InputStream in) {
        try {
            int waiting = in.available();
            return waiting > 0 && in.skip(waiting) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks the person, if there is one. */
    public WaystationClient unlocked() {
        Surroundings.Person person = desk.around().person().orElseThrow(() -> Unlocking.left(idle.line()));
        desk.around().out().print(Shown.WIPE);
        desk.around().out().flush();
        desk.say(idle.line());
        WaystationClient client = Unlocking.unlock(desk, person::askSecret, desk::say, idle.line());
        idle.keyPressed();
        return client;
    }
}
