package org.waystation.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.store.StoreFailure;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Answer;

/** A relay whose disk damages a message while it runs. */
final class DamagedRelayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LETTERS = 20;
    private static final String PROBLEM = "the store is damaged: stop the relay, and put back the newest copy";

    private final SigningKey member = SigningKey.generate(Entropy.system());
    private final SigningKey owner = SigningKey.generate(Entropy.system());
    private final SendToken token = Letters.token();
    private MailboxId mailbox = Letters.mailbox();
    private TestRelay relay;

    @BeforeEach
    void fillAMailbox(@TempDir Path directory) throws Exception {
        relay = TestRelay.start(directory.resolve("relay"), "relay.example");
        try (RawClient client = RawClient.connect(relay.server())) {
            client.redeem(client.greet(), member, relay.voucher());
            mailbox = create(client);
            for (int i = 0; i < LETTERS; i++) {
                send(client, mailbox, Letters.content(SizeClass.SMALL));
            }
        }
        // A start writes what was in the log to table files.
        relay.restart();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void damagedMessageIsNeitherDeliveredNorForgottenAndTheRelaySaysSo() throws Exception {
        // Given
        assertTrue(relay.server().problems().isEmpty());
        damage(largestTable(relay.home().storeDirectory()));

        try (RawClient reader = RawClient.connect(relay.server())) {
            // When
            attach(reader);

            // Then
            await().atMost(PATIENCE).until(() -> relay.server().problems().contains(PROBLEM));
            Optional<Frame<FromRelay>> next = reader.poll(Duration.ZERO);
            assertFalse(next.map(Frame::message)
                    .filter(FromRelay.CaughtUp.class::isInstance)
                    .isPresent());
            assertFalse(next.map(Frame::message)
                    .filter(FromRelay.Deliver.class::isInstance)
                    .isPresent());
        }
    }

    @Test
    void otherMailboxesWorkAndTheDamageStaysInTheStatus() throws Exception {
        // Given
        damage(largestTable(relay.home().storeDirectory()));
        Bytes content = Letters.content(SizeClass.SMALL);
        FromRelay.Deliver delivered;
        try (RawClient reader = RawClient.connect(relay.server());
                RawClient client = RawClient.connect(relay.server())) {
            attach(reader);
            await().atMost(PATIENCE).until(() -> relay.server().problems().contains(PROBLEM));
            ChannelProof proof = client.greet();

            // When
            client.login(proof, member);
            MailboxId other = create(client);
            send(client, other, content);
            client.attach(proof, owner, other);
            delivered = client.next(FromRelay.Deliver.class);
        }

        // Then
        assertEquals(content, delivered.content());
        assertTrue(relay.server().problems().contains(PROBLEM));
        assertFalse(relay.server().problems().contains("the store cannot be written"));
    }

    @Test
    void relayThatMeetsDamageAtItsStartSaysWhatToDo() throws Exception {
        // Given
        relay.stop();
        Path store = relay.home().storeDirectory();
        Files.delete(store.resolve("CURRENT"));

        // When
        StoreFailure refusal = assertThrows(StoreFailure.class, relay::restart);

        // Then
        assertTrue(String.valueOf(refusal.getMessage()).endsWith(StoreFailure.PUT_BACK), refusal.getMessage());
    }

    private void attach(RawClient reader) throws Exception {
        reader.attach(reader.greet(), owner, mailbox);
    }

    private MailboxId create(RawClient client) throws Exception {
        MailboxId created = Letters.mailbox();
        OwnerKey key = OwnerKey.of(owner.verifyingKey().bytes());
        client.ask(new ToRelay.CreateMailbox(created, key, token, false), FromRelay.Done.class);
        return created;
    }

    private void send(RawClient client, MailboxId to, Bytes content) throws Exception {
        RelayCard card = relay.server().card().card();
        var request = Letters.seal(card, to, token, content);
        ToRelay.Submit submit = Letters.submit(card, request);
        client.ask(submit, FromRelay.Done.class);
        FromRelay.OutcomeReady outcome = client.next(FromRelay.OutcomeReady.class);
        client.ask(new ToRelay.Collect(List.of(submit.submission())), FromRelay.Done.class);
        assertEquals(
                new Answer.Appended(false, Optional.empty()),
                Replies.open(request, outcome.reply().orElseThrow()));
    }

    private static Path largestTable(Path store) throws Exception {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(each -> each.toString().endsWith(".sst"))
                    .max(Comparator.comparingLong(each -> each.toFile().length()))
                    .orElseThrow();
        }
    }

    /** One bit, among the rows. */
    private static void damage(Path table) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(table.toFile(), "rw")) {
            long place = file.length() / 2;
            file.seek(place);
            int before = file.read();
            file.seek(place);
            file.write(before ^ 1);
        }
    }
}
