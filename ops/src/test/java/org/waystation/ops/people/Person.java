package org.waystation.ops.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.waystation.client.ClientOpening;
import org.waystation.client.WaystationClient;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.JoinResult;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.vault.directory.Passphrase;
import org.waystation.client.vault.directory.VaultDirectory;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.link.ContactLink;
import org.waystation.protocol.link.Voucher;

/** Somebody with a vault, who comes and goes. */
final class Person implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8 * 1_024, 1, 1);

    static final Passphrase PASSPHRASE = Passphrase.of("correct horse battery");
    static final Entropy ENTROPY = Entropy.system();

    private final Path directory;
    private WaystationClient client;

    Person(Path directory, Voucher voucher) {
        this.directory = directory;
        client = open();
        assertInstanceOf(JoinResult.Started.class, client.ask(messenger -> messenger.join(voucher)));
        connect();
    }

    static VaultDirectory vault(Path directory) {
        return new VaultDirectory(directory, CHEAP, Clock.systemUTC(), ENTROPY);
    }

    private WaystationClient open() {
        ClientOpening opening =
                WaystationClient.open(() -> vault(directory).openOrCreate(PASSPHRASE), Clock.systemUTC(), ENTROPY);
        return assertInstanceOf(ClientOpening.Opened.class, opening).client();
    }

    void connect() {
        assertEquals(Optional.empty(), client.connect(PATIENCE));
        until(Messenger::hasCaughtUp);
    }

    /** Goes away, process and all. */
    void leave() {
        client.close();
    }

    void comeBack() {
        client = open();
        connect();
    }

    /** Comes back while the relay cannot be reached. */
    void comeBackOffline() {
        client = open();
    }

    ContactLink link() {
        return client.ask(messenger -> messenger.account().orElseThrow().link());
    }

    void add(ContactLink link, String name) {
        assertInstanceOf(
                ContactResult.Done.class,
                client.ask(messenger -> messenger.add(link, Optional.of(name), Optional.of("A"), Optional.empty())));
    }

    /** Accepts the one request that must come. */
    void acceptRequest(String name) {
        until(messenger -> messenger.contacts().stream().anyMatch(each -> each.state() == Contact.State.REQUESTED));
        client.ask(messenger -> messenger.accept(
                messenger.contacts().stream()
                        .filter(each -> each.state() == Contact.State.REQUESTED)
                        .findFirst()
                        .orElseThrow()
                        .name(),
                Optional.of(name)));
    }

    void awaitContact(String name) {
        until(messenger -> messenger
                .contact(name)
                .filter(each -> each.state() == Contact.State.ESTABLISHED)
                .isPresent());
    }

    long send(String contact, String text) {
        ContactResult result = client.ask(messenger -> messenger.send(contact, new MessageText(text)));
        return assertInstanceOf(ContactResult.Written.class, result).number();
    }

    /** Waits for so many texts and reads them. */
    List<String> read(int count) {
        until(messenger -> messenger.unread(Optional.empty(), count).size() >= count);
        List<String> texts = new ArrayList<>();
        for (ReceivedText each : client.ask(messenger -> messenger.unread(Optional.empty(), 10_000))) {
            texts.add(each.text());
            client.ask(messenger -> {
                messenger.shown(each.contact(), each.number());
                return true;
            });
        }
        return texts;
    }

    void awaitDelivery(String contact, long number, Delivery delivery) {
        long id =
                client.ask(messenger -> messenger.contact(contact).orElseThrow().id());
        until(messenger -> messenger.sent(id, number).orElseThrow().delivery() == delivery);
    }

    private void until(Predicate<Messenger> condition) {
        assertTrue(
                client.await(condition, PATIENCE),
                () -> "it did not come about: " + client.ask(Messenger::contacts) + " " + client.ending());
    }

    @Override
    public void close() {
        client.close();
    }
}
