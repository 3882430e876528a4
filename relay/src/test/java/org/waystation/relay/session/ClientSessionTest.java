package org.waystation.relay.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.relay.session.FakePort.DONE;
import static org.waystation.relay.session.FakePort.refused;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.relay.CoreRig;

/** One client's conversation: who may say what, and how much of it. */
class ClientSessionTest {
    private CoreRig relay;
    private SessionRig ana;

    @BeforeEach
    void connect(@TempDir Path directory) throws Exception {
        ana = SessionRig.startRelay(directory);
        relay = ana.relay();
    }

    @Test
    void helloIsAnsweredWithTheCardAndAFreshNonce() {
        // When
        FromRelay.Welcome mine = (FromRelay.Welcome) ana.ask(new ToRelay.Hello(1, 7));
        FromRelay.Welcome others = (FromRelay.Welcome) new SessionRig(relay).ask(new ToRelay.Hello(1, 1));

        // Then
        assertEquals(1, mine.version());
        assertEquals(relay.card().encoded(), mine.card());
        assertEquals(relay.now().getEpochSecond(), mine.time());
        assertEquals(ClientSession.WINDOW, mine.window());
        assertFalse(mine.nonce().equals(others.nonce()));
    }

    @Test
    void anythingBeforeHelloEndsTheConnection() {
        // When
        FromRelay answer = ana.ask(new ToRelay.Ping());

        // Then
        assertEquals(refused(FaultCode.OUT_OF_PLACE), answer);
        assertTrue(ana.port().isClosed());
    }

    @Test
    void helloWithoutACommonVersionEndsTheConnection() {
        // When
        FromRelay answer = ana.ask(new ToRelay.Hello(2, 9));

        // Then
        assertEquals(refused(FaultCode.VERSION_MISMATCH), answer);
        assertTrue(ana.port().isClosed());
    }

    @Test
    void secondHelloIsRefused() {
        // Given
        ana.greet();

        // When
        FromRelay answer = ana.ask(new ToRelay.Hello(1, 1));

        // Then
        assertEquals(refused(FaultCode.OUT_OF_PLACE), answer);
        assertFalse(ana.port().isClosed());
    }

    @Test
    void pingIsAnswered() {
        // Given
        ana.greet();

        // When
        FromRelay answer = ana.ask(new ToRelay.Ping());

        // Then
        assertEquals(new FromRelay.Pong(), answer);
    }

    @Test
    void whatIsForMembersIsRefusedToOthers() {
        // Given
        ana.greet();
        SealedRequest.ForSending request = ana.append(SessionRig.randomMailbox());

        for (ToRelay each : List.of(
                ana.create(SessionRig.randomMailbox()),
                ana.submit(SessionRig.randomSubmission(), request),
                new ToRelay.Watch(List.of(SessionRig.randomSubmission())),
                new ToRelay.GetCard(relay.card().card().relay()))) {
            // When
            FromRelay answer = ana.ask(each);

            // Then
            assertEquals(
                    refused(FaultCode.NOT_LOGGED_IN), answer, each.getClass().getSimpleName());
        }
    }

    @Test
    void loginOfAKeyThatIsNoMemberIsRefused() {
        // Given
        ChannelProof proof = ana.greet();

        // When
        FromRelay answer = ana.ask(ana.login(proof));

        // Then
        assertEquals(refused(FaultCode.NOT_LOGGED_IN), answer);
        assertEquals(refused(FaultCode.NOT_LOGGED_IN), ana.ask(ana.create(SessionRig.randomMailbox())));
    }

    @Test
    void signaturesOfAnotherConnectionAreWorthNothing() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = ana.createMailbox();
        SessionRig mallory = new SessionRig(relay);
        mallory.greet();
        Bytes voucher = relay.voucher();

        for (ToRelay each : List.of(ana.login(proof), ana.redeem(proof, voucher), ana.attach(proof, mailbox))) {
            // When
            FromRelay answer = mallory.ask(each);

            // Then
            assertEquals(refused(FaultCode.REJECTED), answer, each.getClass().getSimpleName());
        }
    }

    @Test
    void memberLogsInOnTheNextConnection() throws Exception {
        // Given
        ana.join();
        ana.session().onClosed();

        // When
        SessionRig next = ana.reconnect();
        FromRelay answer = next.ask(next.login(next.greet()));

        // Then
        assertEquals(DONE, answer);
        assertEquals(DONE, next.ask(next.create(SessionRig.randomMailbox())));
    }

    @Test
    void malformedKeyIsRejectedAndNoMistakeOfOurs() {
        // Given
        ana.greet();
        byte[] noPoint = new byte[32];
        java.util.Arrays.fill(noPoint, (byte) 0xFF);

        // When
        FromRelay answer =
                ana.ask(new ToRelay.Login(org.waystation.protocol.id.MemberKey.of(noPoint), Bytes.wrap(new byte[64])));

        // Then
        assertEquals(refused(FaultCode.REJECTED), answer);
    }

    @Test
    void connectionThatClosesIsDetachedFromEverything() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = ana.createMailbox();
        ana.ask(ana.attach(proof, mailbox));
        int before = relay.core().attached();

        // When
        ana.session().onClosed();
        relay.settle();

        // Then
        assertEquals(1, before);
        assertEquals(0, relay.core().attached());
    }

    @Test
    void cardsOfThisRelayAndOfPartnersAreHandedOut(@TempDir Path directory) throws Exception {
        // Given
        ana.join();
        CoreRig partner = new CoreRig(directory.resolve("partner"), "two.example");
        relay.setRoster(Roster.EMPTY.with(new Partner(partner.card())));

        // When
        List<FromRelay> answers = List.of(
                ana.ask(new ToRelay.GetCard(relay.card().card().relay())),
                ana.ask(new ToRelay.GetCard(partner.card().card().relay())),
                ana.ask(new ToRelay.GetCard(RelayId.of(new byte[32]))));

        // Then
        assertEquals(
                List.of(
                        new FromRelay.CardReply(relay.card().encoded()),
                        new FromRelay.CardReply(partner.card().encoded()),
                        refused(FaultCode.UNKNOWN_RELAY)),
                answers);
    }

    @Test
    void withoutRoomOnTheDiskNothingNewIsTakenAndWhatIsThereIsStillServed() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = ana.createMailbox();
        ana.ask(ana.submit(SessionRig.randomSubmission(), ana.append(mailbox)));

        // When
        relay.setDiskHasRoom(false);

        // Then
        FromRelay full = refused(FaultCode.STORE_UNAVAILABLE);
        assertEquals(full, ana.ask(ana.submit(SessionRig.randomSubmission(), ana.append(mailbox))));
        assertEquals(full, ana.ask(ana.create(SessionRig.randomMailbox())));
        assertEquals(DONE, ana.ask(ana.attach(proof, mailbox)));
        assertEquals(DONE, ana.ask(new ToRelay.Acknowledge(mailbox, 1)));
    }

    @Test
    void questionsAheadOfAnswersAreBounded() throws Exception {
        // Given
        ana.join();
        for (int i = 0; i < QuestionQueue.MAX_WAITING; i++) {
            ana.send(new ToRelay.Collect(List.of(SessionRig.randomSubmission())));
        }

        // When
        long tooMany = ana.send(new ToRelay.Collect(List.of(SessionRig.randomSubmission())));
        List<FromRelay> atOnce = ana.port().answers(tooMany);
        relay.settle();

        // Then
        assertEquals(List.of(refused(FaultCode.RATE_LIMITED)), atOnce);
        assertEquals(DONE, ana.ask(new ToRelay.Collect(List.of(SessionRig.randomSubmission()))));
    }

    @Test
    void fifthProofOfAConnectionIsNotEvenLookedAt() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        for (int i = 0; i < 3; i++) {
            assertEquals(DONE, ana.ask(ana.login(proof)));
        }

        // When
        FromRelay answer = ana.ask(ana.login(proof));

        // Then
        assertEquals(refused(FaultCode.REJECTED), answer);
    }

    @Test
    void questionsThatAreRefusedMakeRoomForOthersToo() throws Exception {
        // Given
        ana.join();
        relay.queue().setBusy(true);
        for (int i = 0; i < 2 * QuestionQueue.MAX_WAITING; i++) {
            ana.send(new ToRelay.Collect(List.of(SessionRig.randomSubmission())));
        }
        ana.send(new ToRelay.Attach(SessionRig.randomMailbox(), Bytes.wrap(new byte[64])));

        // When
        relay.queue().setBusy(false);

        // Then
        assertEquals(DONE, ana.ask(new ToRelay.Collect(List.of(SessionRig.randomSubmission()))));
    }

    @Test
    void connectionOfWhichTheStoreNeverHeardLeavesNoTaskWhenItEnds() {
        // Given
        ana.greet();
        relay.queue().setBusy(true);
        ana.send(new ToRelay.Attach(SessionRig.randomMailbox(), Bytes.wrap(new byte[64])));

        // When
        ana.session().onClosed();

        // Then
        assertEquals(0, relay.queue().waiting());
    }
}
