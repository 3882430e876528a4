package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Account;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Ending;
import org.waystation.client.person.JoinResult;
import org.waystation.client.person.Notice;
import org.waystation.protocol.card.Tombstone;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.link.ContactLink;

/** Relays and links that are not what they claim to be. */
final class TrustTest {
    private final World world = new World();

    @Test
    void nothingSecretIsSentToWhoeverHoldsAnotherTlsKey() {
        // Given
        world.ana.messenger().join(world.one.voucher());

        // When
        world.ana.connectSeeing(Bytes.wrap(new byte[32]));
        world.ana.toRelay.removeIf(each -> {
            assertInstanceOf(ToRelay.Hello.class, each.message());
            world.ana.connection().take(each);
            return true;
        });
        world.run();

        // Then
        assertInstanceOf(Ending.Distrusted.class, world.ana.endings.get(0));
        assertTrue(world.one.boxes.isEmpty());
    }

    @Test
    void aRelayWithTheCardOfAnotherIsDistrusted() {
        // Given
        world.ana.messenger().join(world.two.voucher());

        // When
        world.ana.connect();
        world.run();

        // Then
        assertInstanceOf(Ending.Distrusted.class, world.ana.endings.get(0));
    }

    @Test
    void tlsKeyOfAnOldCardIsNotDemandedSinceTheRelayMayShowAnotherByNow() {
        // Given
        world.joined();
        List<Bytes> young = account().pins();

        // When
        world.clock.pass(Limits.TLS_KEY_ANNOUNCED);

        // Then
        assertEquals(List.of(world.one.pin), young);
        assertEquals(List.of(), account().pins());
    }

    @Test
    void memberIsToldThatTheRelayClosesForGood() {
        // Given
        Instant since = world.clock.instant().plusSeconds(86_400).truncatedTo(ChronoUnit.SECONDS);
        world.joined();
        Optional<Tombstone> before = account().closing();
        world.one.retire(since);

        // When
        world.ana.disconnect();
        world.ana.connect();
        world.run();

        // Then
        assertEquals(Optional.empty(), before);
        assertEquals(since, account().closing().orElseThrow().since());
    }

    private Account account() {
        return world.ana.messenger().account().orElseThrow();
    }

    @Test
    void anOlderCardThanTheKnownOneIsRefused() {
        // Given
        FromRelay.Welcome old = new FromRelay.Welcome(
                1, Bytes.wrap(new byte[32]), world.one.card().encoded(), 1, 8);
        world.one.rotateRoutingKey();
        world.joined();
        world.ana.disconnect();

        // When
        world.ana.connect();
        long correlation = world.ana.toRelay.remove().correlation();
        world.ana.messenger().onFrame(new Frame<>(correlation, old));

        // Then
        assertInstanceOf(Ending.Distrusted.class, world.ana.endings.get(0));
    }

    @Test
    void aLinkWithAnotherFingerprintIsDistrusted() {
        // Given
        world.joined();
        ContactLink real = world.bojan.messenger().account().orElseThrow().link();
        ContactLink tampered = new ContactLink(
                real.relayName(), real.relay(), real.frontDoor(), Bytes.wrap(new byte[32]), real.linkToken());

        // When
        world.ana.messenger().add(tampered, Optional.of("bojan"), Optional.empty(), Optional.empty());
        world.run();

        // Then
        assertEquals(Contact.State.UNREACHABLE, world.ana.state("bojan"));
        assertTrue(world.ana.notices.stream()
                .anyMatch(each -> each instanceof Notice.ContactUnreachable told && told.distrusted()));
        assertEquals(List.of(), world.bojan.messenger().contacts());
    }

    @Test
    void aLinkOfARelayThatIsNoPartnerIsToldAndMayBeTriedAgain() {
        // Given
        world.joined();
        world.one.partners.remove(world.two.id);
        World.add(world.ana, world.bojan, "bojan");
        world.run();
        Contact failed = world.ana.messenger().contact("bojan").orElseThrow();
        assertEquals(Contact.State.UNREACHABLE, failed.state());
        assertTrue(failed.fault().orElseThrow().is(FaultCode.UNKNOWN_RELAY));

        // When
        world.one.federateWith(world.two);
        ContactLink link = world.bojan.messenger().account().orElseThrow().link();
        world.ana.messenger().add(link, Optional.empty(), Optional.empty(), Optional.empty());
        world.run();

        // Then
        assertEquals(Contact.State.INTRODUCED, world.ana.state("bojan"));
        assertEquals(1, world.ana.messenger().contacts().size());
    }

    @Test
    void aLinkWithAWrongTokenIsRefusedByTheirRelay() {
        // Given
        world.joined();
        ContactLink real = world.bojan.messenger().account().orElseThrow().link();
        ContactLink tampered = new ContactLink(
                real.relayName(),
                real.relay(),
                real.frontDoor(),
                real.fingerprint(),
                org.waystation.protocol.id.SendToken.of(new byte[32]));

        // When
        world.ana.messenger().add(tampered, Optional.of("bojan"), Optional.empty(), Optional.empty());
        world.run();

        // Then
        Contact failed = world.ana.messenger().contact("bojan").orElseThrow();
        assertEquals(Contact.State.UNREACHABLE, failed.state());
        assertTrue(failed.fault().orElseThrow().is(FaultCode.UNKNOWN_MAILBOX));
    }

    @Test
    void onesOwnLinkIsNoContact() {
        // Given
        world.joined();
        ContactLink own = world.ana.messenger().account().orElseThrow().link();

        // When
        ContactResult result = world.ana.messenger().add(own, Optional.empty(), Optional.empty(), Optional.empty());

        // Then
        assertInstanceOf(ContactResult.OwnLink.class, result);
    }

    @Test
    void anAnswerThatNobodyAskedForEndsTheConnection() {
        // Given
        world.joined();

        // When
        world.ana.messenger().onFrame(new Frame<>(999_999, new FromRelay.Done()));

        // Then
        assertInstanceOf(Ending.Nonsense.class, world.ana.endings.get(0));
        assertFalse(world.ana.messenger().isLoggedIn());
    }

    @Test
    void anOutcomeThatDoesNotOpenLosesNoMessage() {
        // Given
        world.acquainted();
        world.one.linkDown = true;
        world.ana.send("bojan", "forged outcome");
        world.run();
        var submission = world.one.outbox.remove().submission();

        // When
        world.ana
                .connection()
                .toClient
                .add(Frame.push(FromRelay.OutcomeReady.reply(submission, Bytes.wrap(new byte[128]))));
        world.run();
        world.one.linkDown = false;
        world.pass(java.time.Duration.ofSeconds(10));

        // Then
        assertEquals(List.of("forged outcome"), world.bojan.read());
    }

    @Test
    void aVoucherOfAnotherRelayDoesNotReplaceAMembership() {
        // Given
        world.joined();

        // When
        JoinResult result = world.ana.messenger().join(world.two.voucher());

        // Then
        assertEquals(new JoinResult.AlreadyMember("one.example"), result);
    }
}
