package org.waystation.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Answer;
import org.waystation.relay.mailbox.MailboxLimits;
import org.waystation.relay.store.BrittleStore;

/** A mailbox without room, a disk without room, and what may be had all the same. */
class FullIT {
    private static final Entropy ENTROPY = Entropy.system();

    private final SigningKey member = SigningKey.generate(ENTROPY);
    private final SigningKey owner = SigningKey.generate(ENTROPY);
    private final SendToken token = Letters.token();

    @Test
    void mailboxOverItsQuotaRefusesUntilItsOwnerHasCollected(@TempDir Path directory) throws Exception {
        // Given
        RelayLimits usual = RelayLimits.DEFAULT;
        MailboxLimits two = new MailboxLimits(
                2,
                usual.mailbox().maxBytes(),
                usual.mailbox().maxLifetime(),
                usual.mailbox().maxOneTimePrekeys());
        try (TestRelay relay = start(directory, two, usual.minFreeDiskBytes());
                RawClient sender = RawClient.connect(relay.server());
                RawClient reader = RawClient.connect(relay.server())) {
            MailboxId mailbox = open(sender, relay);
            assertEquals(new Answer.Appended(false, Optional.empty()), send(sender, relay, mailbox));
            assertEquals(new Answer.Appended(false, Optional.empty()), send(sender, relay, mailbox));

            // When
            Answer third = send(sender, relay, mailbox);

            // Then
            assertEquals(Answer.Refused.of(FaultCode.MAILBOX_FULL), third);
            reader.attach(reader.greet(), owner, mailbox);
            reader.next(FromRelay.Deliver.class);
            long last = reader.next(FromRelay.Deliver.class).sequence();
            reader.next(FromRelay.CaughtUp.class);
            reader.ask(new ToRelay.Acknowledge(mailbox, last), FromRelay.Done.class);
            assertEquals(new Answer.Appended(false, Optional.empty()), send(sender, relay, mailbox));
        }
    }

    @Test
    void nearlyFullDiskTakesNothingNewAndSaysSo(@TempDir Path directory) throws Exception {
        // Given
        try (TestRelay relay = start(directory, MailboxLimits.DEFAULT, Long.MAX_VALUE);
                RawClient client = RawClient.connect(relay.server())) {
            ChannelProof proof = client.greet();
            client.redeem(proof, member, relay.voucher());
            RelayCard card = relay.server().card().card();
            var request = Letters.seal(card, Letters.mailbox(), token, Letters.content(SizeClass.SMALL));
            OwnerKey key = OwnerKey.of(owner.verifyingKey().bytes());

            // When
            FaultCode submitted = client.askForRefusal(Letters.submit(card, request));
            FaultCode created = client.askForRefusal(new ToRelay.CreateMailbox(Letters.mailbox(), key, token, false));

            // Then
            assertEquals(FaultCode.STORE_UNAVAILABLE, submitted);
            assertEquals(FaultCode.STORE_UNAVAILABLE, created);
            assertTrue(relay.server().problems().contains("the disk is nearly full"));
        }
    }

    @Test
    void diskThatRefusesAWriteRefusesTheClientAndWorksAgainAfterwards(@TempDir Path directory) throws Exception {
        // Given
        BrittleStore[] store = new BrittleStore[1];
        HomeStore brittle = (home, entropy) -> {
            store[0] = new BrittleStore(HomeStore.ON_DISK.open(home, entropy).rows());
            return new HomeStore.Opened(store[0], target -> {});
        };
        try (TestRelay relay = TestRelay.start(
                        directory.resolve("relay"), "relay.example", RelayLimits.DEFAULT, Clock.systemUTC(), brittle);
                RawClient client = RawClient.connect(relay.server())) {
            client.redeem(client.greet(), member, relay.voucher());
            RelayCard card = relay.server().card().card();
            var request = Letters.seal(card, Letters.mailbox(), token, Letters.content(SizeClass.SMALL));
            ToRelay.Submit submit = Letters.submit(card, request);
            store[0].failAt(BrittleStore.Fault.COMMIT);

            // When
            FaultCode fault = client.askForRefusal(submit);

            // Then
            assertEquals(FaultCode.STORE_UNAVAILABLE, fault);
            assertTrue(relay.server().problems().contains("the store cannot be written"));
            store[0].failAt(BrittleStore.Fault.NONE);
            client.ask(submit, FromRelay.Done.class);
            assertFalse(relay.server().problems().contains("the store cannot be written"));
        }
    }

    private static TestRelay start(Path directory, MailboxLimits mailbox, long minFreeDiskBytes) throws Exception {
        RelayLimits usual = RelayLimits.DEFAULT;
        return TestRelay.start(
                directory.resolve("relay"),
                "relay.example",
                new RelayLimits(
                        mailbox,
                        usual.outbox(),
                        usual.maxMailboxesPerMember(),
                        minFreeDiskBytes,
                        usual.maxConnections()));
    }

    /** A member's mailbox, to which nobody is attached any more. */
    private MailboxId open(RawClient sender, TestRelay relay) throws Exception {
        ChannelProof proof = sender.greet();
        sender.redeem(proof, member, relay.voucher());
        MailboxId mailbox = Letters.mailbox();
        OwnerKey key = OwnerKey.of(owner.verifyingKey().bytes());
        sender.ask(new ToRelay.CreateMailbox(mailbox, key, token, false), FromRelay.Done.class);
        return mailbox;
    }

    private Answer send(RawClient sender, TestRelay relay, MailboxId mailbox) throws Exception {
        RelayCard card = relay.server().card().card();
        var request = Letters.seal(card, mailbox, token, Letters.content(SizeClass.SMALL));
        ToRelay.Submit submit = Letters.submit(card, request);
        sender.ask(submit, FromRelay.Done.class);
        FromRelay.OutcomeReady outcome = sender.next(FromRelay.OutcomeReady.class);
        sender.ask(new ToRelay.Collect(List.of(submit.submission())), FromRelay.Done.class);
        return Replies.open(request, outcome.reply().orElseThrow());
    }
}
