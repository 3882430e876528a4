package org.waystation.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.relay.mailbox.FrontDoors;
import org.waystation.relay.mailbox.MailboxLimits;
import org.waystation.relay.mailbox.Mailboxes;

/** A real directory that is copied, used, and put back: what the relay hands out after its next start. */
class RestoredRelayIT {
    private static final MailboxId DOOR = Letters.mailbox();
    private static final SendToken TOKEN = Letters.token();
    private static final Bytes STANDING = Bytes.wrap(new byte[] {1});

    private final Entropy entropy = Entropy.system();
    private Path backup = Path.of("");
    private TestRelay relay;

    @BeforeEach
    void makeARelayWithAStockOfPrekeys(@TempDir Path root) throws Exception {
        backup = root.resolve("backup");
        relay = TestRelay.start(root.resolve("relay"), "one.example");
        relay.stop();
        onDisk(tx ->
                mailboxes().create(tx, DOOR, OwnerKey.of(relay.home().relay().toByteArray()), TOKEN, true));
        onDisk(tx -> frontDoors()
                .publish(tx, new ToRelay.PublishPrekeys(DOOR, STANDING, keys(10), keys(20), 1, false))
                .orElseThrow());
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void anOrdinaryRestartKeepsTheStock() throws Exception {
        // When
        relay.reopen();
        relay.stop();

        // Then
        assertNotEquals(standingOnly(), fetch());
    }

    @Test
    void noOneTimePrekeyOfACopyIsHandedOutAfterTheCommand() throws Exception {
        // Given
        copy(relay.home().directory(), backup);
        fetch();
        delete(relay.home().directory());
        copy(backup, relay.home().directory());

        // When
        relay.home().markRestored();
        relay.reopen();
        relay.stop();

        // Then
        assertEquals(standingOnly(), fetch());
    }

    @Test
    void aRestoreOfTheStoreAloneIsNotedByTheCommandToo() throws Exception {
        // Given
        copy(relay.home().storeDirectory(), backup);
        fetch();
        delete(relay.home().storeDirectory());
        copy(backup, relay.home().storeDirectory());

        // When
        relay.home().markRestored();
        relay.reopen();
        relay.stop();

        // Then
        assertEquals(standingOnly(), fetch());
    }

    @Test
    void aBackupCountsAsRestoredWithoutTheCommand() throws Exception {
        // Given
        RelayCopy.make(relay.home().directory(), backup, () -> {});
        fetch();
        delete(relay.home().directory());
        copy(backup, relay.home().directory());

        // When
        relay.reopen();
        relay.stop();

        // Then
        assertEquals(standingOnly(), fetch());
    }

    @Test
    void theStoreAloneOfABackupIsRefusedUntilSomebodySaysThatItWasPutBack() throws Exception {
        // Given
        RelayCopy.make(relay.home().directory(), backup, () -> {});
        fetch();
        delete(relay.home().storeDirectory());
        copy(backup.resolve("store"), relay.home().storeDirectory());

        // When
        StoreFailure refused = assertThrows(StoreFailure.class, relay::reopen);
        relay.home().markRestored();
        relay.reopen();
        relay.stop();

        // Then
        assertTrue(refused.getMessage().contains("'relay restored'"), refused.getMessage());
        assertEquals(standingOnly(), fetch());
    }

    private static List<Bytes> keys(int first) {
        return Stream.of(first, first + 1)
                .map(each -> Bytes.wrap(new byte[] {each.byteValue()}))
                .toList();
    }

    private static Answer standingOnly() {
        return new Answer.Prekeys(org.waystation.protocol.sealed.OpaqueBundle.encode(
                STANDING, java.util.Optional.empty(), java.util.Optional.empty()));
    }

    private Answer fetch() {
        Call.FetchPrekeys call = new Call.FetchPrekeys(Instant.now().getEpochSecond() + 60, DOOR, TOKEN);
        return onDisk(tx -> frontDoors().fetch(tx, call, Bytes.wrap(entropy.bytes(32)), Instant.now()));
    }

    private FrontDoors frontDoors() {
        return new FrontDoors(mailboxes());
    }

    private Mailboxes mailboxes() {
        return new Mailboxes(relay.home().secrets().rowSecret(), MailboxLimits.DEFAULT);
    }

    /** While the relay is stopped. */
    private <T> T onDisk(Function<Transaction, T> question) {
        List<T> answers = new ArrayList<>();
        try (Store store = HomeStore.ON_DISK.open(relay.home(), entropy).rows();
                Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            answers.add(question.apply(tx));
            tx.commit();
        }
        return answers.get(0);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
