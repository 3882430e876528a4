package org.waystation.relay;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.store.StoreFailure;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.relay.home.HomeCopy;
import org.waystation.relay.home.HomeLock;
import org.waystation.relay.home.HomeTrouble;

/** A real relay that is copied, and the copy started in its place. */
class RelayCopyIT {
    private static final int BEFORE = 40;
    private static final int MOST = 5_000;

    private final SigningKey member = SigningKey.generate(Entropy.system());
    private final SigningKey owner = SigningKey.generate(Entropy.system());
    private final SendToken token = Letters.token();
    private final Set<Bytes> acknowledged = ConcurrentHashMap.newKeySet();
    private Path data = Path.of("");
    private Path copy = Path.of("");
    private TestRelay relay;

    @BeforeEach
    void start(@TempDir Path root) throws Exception {
        data = root.resolve("data");
        copy = root.resolve("copy");
        relay = TestRelay.start(data, "one.example");
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void everythingThatWasAcknowledgedBeforeACopyUnderLoadIsDeliveredByTheCopy() throws Exception {
        // Given
        MailboxId mailbox = openMailbox();
        CountDownLatch underLoad = new CountDownLatch(BEFORE);
        CountDownLatch copied = new CountDownLatch(1);
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> write(mailbox, underLoad, copied));
        underLoad.await();
        Set<Bytes> before = Set.copyOf(acknowledged);

        // When
        RelayCopy.make(data, copy, relay.server()::checkpoint);
        copied.countDown();
        load.get();
        relay.stop();

        // Then
        assertTrue(acknowledged.size() > before.size(), "nothing was written meanwhile");
        assertTrue(deliveredByTheCopy(mailbox, before));
    }

    @Test
    void aStoppedRelayIsCopiedWithoutAskingIt() throws Exception {
        // Given
        MailboxId mailbox = openMailbox();
        write(mailbox, new CountDownLatch(1), new CountDownLatch(0));
        relay.stop();

        // When
        RelayCopy.make(data, copy, RelayCopyIT::nobody);

        // Then
        assertTrue(deliveredByTheCopy(mailbox, Set.copyOf(acknowledged)));
    }

    @Test
    void whatACopyThatBrokeOffLeftBehindIsInNobodysWay() throws Exception {
        // Given
        Files.createDirectories(data.resolve("checkpoint/half"));

        // When
        RelayCopy.make(data, copy, relay.server()::checkpoint);

        // Then
        assertFalse(Files.exists(data.resolve("checkpoint")));
        assertFalse(Files.exists(copy.resolve("store/half")));
    }

    @Test
    void oneCopyIsMadeAtATime() throws Exception {
        // Given
        HomeLock turn = HomeCopy.of(data).takeTurn();

        // When
        HomeTrouble refusal =
                assertThrows(HomeTrouble.class, () -> RelayCopy.make(data, copy, relay.server()::checkpoint));

        // Then
        assertTrue(String.valueOf(refusal.getMessage()).contains("wait"));
        assertFalse(Files.exists(copy));
        turn.close();
    }

    @Test
    void aRelayThatHasStoppedMakesNoCopyOfItsStore() {
        // Given
        relay.stop();

        // When, Then
        assertThrows(StoreFailure.class, relay.server()::checkpoint);
    }

    private static void nobody() {
        throw new AssertionError("no relay runs");
    }

    private MailboxId openMailbox() throws Exception {
        try (RawClient client = RawClient.connect(relay.server())) {
            ChannelProof proof = client.greet();
            client.redeem(proof, member, relay.voucher());
            return client.openMailbox(proof, owner, token);
        }
    }

    /** Writes to the mailbox, one letter after the other, until the copy is made and then one more. */
    private void write(MailboxId mailbox, CountDownLatch underLoad, CountDownLatch copied) {
        RelayCard card = relay.server().card().card();
        try (RawClient client = RawClient.connect(relay.server())) {
            client.login(client.greet(), member);
            boolean last = false;
            while (!last && acknowledged.size() < MOST) {
                last = copied.getCount() == 0;
                Bytes content = Letters.content(SizeClass.SMALL);
                client.send(Letters.submit(card, Letters.seal(card, mailbox, token, content)));
                awaitDone(client);
                acknowledged.add(content);
                underLoad.countDown();
            }
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static void awaitDone(RawClient client) throws Exception {
        FromRelay next = client.next(FromRelay.class);
        while (!(next instanceof FromRelay.Done)) {
            next = client.next(FromRelay.class);
        }
    }

    private boolean deliveredByTheCopy(MailboxId mailbox, Set<Bytes> expected) throws Exception {
        try (TestRelay started = TestRelay.open(copy, Clock.systemUTC(), "one.example");
                RawClient client = RawClient.connect(started.server())) {
            client.attach(client.greet(), owner, mailbox);
            Set<Bytes> missing = new HashSet<>(expected);
            while (!missing.isEmpty()) {
                // Fails if nothing comes any more.
                if (client.next(FromRelay.class) instanceof FromRelay.Deliver delivered) {
                    missing.remove(delivered.content());
                    client.send(new ToRelay.Acknowledge(mailbox, delivered.sequence()));
                }
            }
            return !expected.isEmpty();
        }
    }
}
