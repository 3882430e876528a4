package org.waystation.ops.people;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.waystation.client.ClientOpening;
import org.waystation.client.WaystationClient;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.person.SentText;

/**
 * Somebody at a client, as a process: writes "text 1", "text 2" … to one contact and reads what comes, until it is killed. Says
 * {@value #AWAKE} when it is connected, and what it has done once it is done: {@value #WROTE} with the text, {@value #READ} with the text's number and the text.
 *
 * <p>Arguments: directory of the vault, the contact's name, and up to which number to write.
 */
public final class PersonProgram {
    static final String AWAKE = "awake";
    static final String WROTE = "wrote ";
    static final String READ = "read ";
    static final String TEXT = "text ";

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration BREATH = Duration.ofMillis(15);

    private final WaystationClient client;
    private final String contact;

    private PersonProgram(WaystationClient client, String contact) {
        this.client = client;
        this.contact = contact;
    }

    public static void main(String[] arguments) {
        ClientOpening opening = WaystationClient.open(
                () -> Person.vault(Path.of(arguments[0])).open(Person.PASSPHRASE), Clock.systemUTC(), Person.ENTROPY);
        if (!(opening instanceof ClientOpening.Opened opened)) {
            throw new IllegalStateException("the vault did not open: " + opening);
        }
        new PersonProgram(opened.client(), arguments[1]).live(Integer.parseInt(arguments[2]));
    }

    private void live(int last) {
        client.connect(CONNECT_PATIENCE);
        say(AWAKE);
        int written = writtenBefore();
        while (client.ending().isEmpty()) {
            if (written < last) {
                write(TEXT + ++written);
            }
            for (ReceivedText each : client.ask(messenger -> messenger.unread(Optional.empty(), Integer.MAX_VALUE))) {
                read(each);
            }
            client.await(PersonProgram::hasNews, BREATH);
        }
        throw new IllegalStateException("the relay went away: " + client.ending());
    }

    /** What was said in an earlier life may be less than what was done. */
    private int writtenBefore() {
        return client.ask(messenger -> messenger.sent(1)).stream()
                .max(Comparator.comparing(SentText::number))
                .map(newest -> Integer.parseInt(newest.text().substring(TEXT.length())))
                .orElse(0);
    }

    private void write(String text) {
        ContactResult result = client.ask(messenger -> messenger.send(contact, new MessageText(text)));
        if (!(result instanceof ContactResult.Written)) {
            throw new IllegalStateException("it was not written: " + result);
        }
        say(WROTE + text);
    }

    private void read(ReceivedText received) {
        say(READ + received.number() + " " + received.text());
        client.ask(messenger -> {
            messenger.shown(received.contact(), received.number());
            return true;
        });
    }

    private static boolean hasNews(Messenger messenger) {
        return !messenger.unread(Optional.empty(), 1).isEmpty();
    }

    private static void say(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }
}
