package org.waystation.relay.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waystation.relay.session.FakePort.DONE;
import static org.waystation.relay.session.FakePort.refused;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.relay.CoreRig;
import org.waystation.relay.store.BrittleStore;

/** What a connection asks about mailboxes. */
class MailboxCommandsTest {
    private CoreRig relay;
    private SessionRig ana;

    @BeforeEach
    void connect(@TempDir Path directory) throws Exception {
        ana = SessionRig.startRelay(directory);
        relay = ana.relay();
    }

    @Test
    void mailboxIsCreatedOnceForItsOwner() throws Exception {
        // Given
        ana.join();
        MailboxId mailbox = SessionRig.randomMailbox();
        OwnerKey others =
                OwnerKey.of(SigningKey.generate(Entropy.system()).verifyingKey().bytes());

        // When
        List<FromRelay> answers = List.of(
                ana.ask(ana.create(mailbox)),
                ana.ask(ana.create(mailbox)),
                ana.ask(new ToRelay.CreateMailbox(mailbox, others, SessionRig.TOKEN, false)));

        // Then
        assertEquals(List.of(DONE, DONE, refused(FaultCode.MAILBOX_TAKEN)), answers);
    }

    @Test
    void refusedMailboxIsNotThere(@TempDir Path directory) throws Exception {
        // Given
        var limits = new org.waystation.relay.RelayLimits(
                org.waystation.relay.mailbox.MailboxLimits.DEFAULT,
                org.waystation.federation.outbox.OutboxLimits.DEFAULT,
                1,
                0,
                10);
        CoreRig small = new CoreRig(directory.resolve("small"), "small.example", limits);
        SessionRig bojan = new SessionRig(small);
        ChannelProof proof = bojan.join();
        bojan.ask(bojan.create(SessionRig.randomMailbox()));
        MailboxId second = SessionRig.randomMailbox();

        // When
        FromRelay answer = bojan.ask(bojan.create(second));

        // Then
        assertEquals(refused(FaultCode.TOO_MANY_MAILBOXES), answer);
        assertEquals(refused(FaultCode.REJECTED), bojan.ask(bojan.attach(proof, second)));
    }

    @Test
    void attachmentBringsWhatWaitsAndAcknowledgementDeletesIt() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = ana.createMailbox();
        ana.ask(ana.submit(SessionRig.randomSubmission(), ana.append(mailbox)));

        // When
        FromRelay attached = ana.ask(ana.attach(proof, mailbox));
        List<FromRelay.Deliver> delivered = ana.port().pushes(FromRelay.Deliver.class);
        FromRelay acknowledged = ana.ask(new ToRelay.Acknowledge(mailbox, 1));

        // Then
        assertEquals(DONE, attached);
        assertEquals(1, delivered.size());
        assertEquals(1, ana.port().pushes(FromRelay.CaughtUp.class).size());
        assertEquals(DONE, acknowledged);
        assertEquals(refused(FaultCode.NOT_DELIVERED), ana.ask(new ToRelay.Acknowledge(mailbox, 2)));
    }

    @Test
    void doneOfAnAttachComesBeforeItsFirstPush() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = ana.createMailbox();
        List<Integer> pushesAtDone = new java.util.ArrayList<>();
        long question = ana.send(ana.attach(proof, mailbox));

        // When
        while (ana.port().answers(question).isEmpty()) {
            relay.queue().turn(1);
            ana.port().turn();
            pushesAtDone.add(ana.port().pushes().size());
        }

        // Then
        assertEquals(0, pushesAtDone.get(pushesAtDone.size() - 1));
        relay.settle();
        assertEquals(List.of(new FromRelay.CaughtUp(mailbox)), ana.port().pushes());
    }

    @Test
    void mailboxThatDoesNotExistAnswersLikeAWrongSignature() throws Exception {
        // Given
        ChannelProof proof = ana.join();

        // When
        FromRelay answer = ana.ask(ana.attach(proof, SessionRig.randomMailbox()));

        // Then
        assertEquals(refused(FaultCode.REJECTED), answer);
    }

    @Test
    void attachThatEndsAfterTheConnectionDoesLeavesNothingAttached() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = ana.createMailbox();

        // When
        ana.send(ana.attach(proof, mailbox));
        relay.queue().drain();
        ana.session().onClosed();
        relay.settle();

        // Then
        assertEquals(0, relay.core().attached());
    }

    @Test
    void secondConnectionTakesAMailboxOver() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = ana.createMailbox();
        ana.ask(ana.attach(proof, mailbox));
        SessionRig device = ana.reconnect();
        ChannelProof second = device.greet();

        // When
        FromRelay answer = device.ask(device.attach(second, mailbox));

        // Then
        assertEquals(DONE, answer);
        assertEquals(List.of(new FromRelay.Detached(mailbox)), ana.port().pushes(FromRelay.Detached.class));
        assertEquals(refused(FaultCode.UNKNOWN_MAILBOX), ana.ask(new ToRelay.DeleteMailbox(mailbox)));
    }

    @Test
    void onlyWhoIsAttachedPublishesPrekeysOrDeletes() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = ana.createMailbox();
        Bytes prekeys = Bytes.wrap(new byte[] {1});
        ToRelay publish = new ToRelay.PublishPrekeys(mailbox, prekeys, List.of(prekeys), List.of(), 0, false);
        List<FromRelay> before = List.of(ana.ask(publish), ana.ask(new ToRelay.DeleteMailbox(mailbox)));

        // When
        ana.ask(ana.attach(proof, mailbox));
        List<FromRelay> after = List.of(ana.ask(publish), ana.ask(new ToRelay.DeleteMailbox(mailbox)));

        // Then
        FromRelay unknown = refused(FaultCode.UNKNOWN_MAILBOX);
        assertEquals(List.of(unknown, unknown), before);
        assertEquals(List.of(new FromRelay.PrekeyStock(1, 0, OptionalLong.of(0)), DONE), after);
        assertEquals(List.of(new FromRelay.Detached(mailbox)), ana.port().pushes(FromRelay.Detached.class));
        assertEquals(refused(FaultCode.REJECTED), ana.ask(ana.attach(proof, mailbox)));
    }

    @Test
    void catchUpThatTheDiskRefusedComesWithTheNextTick() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = ana.createMailbox();
        ana.send(ana.attach(proof, mailbox));
        relay.queue().drain();
        ana.port().turn();
        relay.store().failAt(BrittleStore.Fault.COMMIT);
        relay.settle();
        List<FromRelay> whileFailing = ana.port().pushes();

        // When
        relay.store().failAt(BrittleStore.Fault.NONE);
        relay.tick();

        // Then
        assertEquals(List.of(), whileFailing);
        assertEquals(List.of(new FromRelay.CaughtUp(mailbox)), ana.port().pushes());
    }
}
