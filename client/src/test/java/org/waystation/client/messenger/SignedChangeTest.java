package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.Notice;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.MailboxRow;
import org.waystation.client.vault.VaultTransaction;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.envelope.Address;
import org.waystation.protocol.envelope.Content;
import org.waystation.protocol.envelope.Succession;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.rekey.RekeySchedule;

/** What a contact has signed for is no alarm: another mailbox, a new device. What it has not signed for is nothing. */
final class SignedChangeTest {
    private final World world = new World();
    private final Person newDevice = new Person(world.one, world.clock, world.entropy);

    @BeforeEach
    void acquaint() {
        world.people.add(newDevice);
        newDevice.join();
        world.acquainted();
    }

    private static OwnSuccession keysOf(Person person) {
        return person.messenger().ownSuccession();
    }

    /** Adds Ana without letting the introduction go yet; the number of the contact. */
    private long addsAna(Person person) {
        person.disconnect();
        World.add(person, world.ana, "ana");
        return person.messenger().contact("ana").orElseThrow().id();
    }

    private void introduce(Person person) {
        person.connect();
        world.run();
    }

    private void succeed(Person old, Person next) {
        Bytes signature = keysOf(old).signSuccessor(keysOf(next).ownKeys());
        keysOf(next).introduceAsSuccessor(addsAna(next), keysOf(old).ownKeys(), signature);
        introduce(next);
    }

    /** What an attacker's client would do: any statement at all. */
    private static void carry(Person person, long contact, Succession statement) {
        person.vault.transact(rows -> {
            ContactRow row = new Rows(rows).contact(contact).orElseThrow();
            new Rows(rows)
                    .put(row.toBuilder()
                            .setSuccession(
                                    ByteString.copyFrom(statement.encode().toByteArray()))
                            .build());
            return true;
        });
    }

    private Contact bojanOfAna() {
        return world.ana.messenger().contact("bojan").orElseThrow();
    }

    private static Bytes fingerprint(Person person) {
        return person.messenger().account().orElseThrow().link().fingerprint();
    }

    private long requestsOfAna() {
        return world.ana.messenger().contacts().stream()
                .filter(each -> each.state() == Contact.State.REQUESTED)
                .count();
    }

    @Test
    void aNewDeviceTakesThePlaceOfTheOldOneWithoutAQuestion() {
        // Given
        world.ana.messenger().keyTrust().confirm(bojanOfAna().id(), bojanOfAna().fingerprint());
        world.ana.send("bojan", "to the old device");
        world.run();

        // When
        succeed(world.bojan, newDevice);

        // Then
        assertEquals(fingerprint(newDevice), bojanOfAna().fingerprint());
        assertEquals(Contact.State.ESTABLISHED, bojanOfAna().state());
        assertEquals(
                new Contact.Trust(Optional.empty(), Optional.empty(), true, false),
                bojanOfAna().trust());
        assertEquals(0, requestsOfAna());
        assertTrue(world.ana.notices.stream().anyMatch(Notice.ContactMoved.class::isInstance));
        assertInstanceOf(
                ContactResult.Written.class, world.ana.messenger().send("bojan", new MessageText("to the new")));
        newDevice.send("ana", "from the new");
        world.run();
        assertEquals(List.of("to the new"), newDevice.read());
        assertEquals(List.of("from the new"), world.ana.read());
        assertEquals(List.of("to the old device"), world.bojan.read());
    }

    @Test
    void whatWaitedForTheOldDeviceGoesToTheNewOneInOrder() {
        // Given
        world.ana.disconnect();
        world.ana.send("bojan", "one");
        world.ana.send("bojan", "two");
        succeed(world.bojan, newDevice);
        world.one.roomForSubmissions = 0;

        // When
        world.ana.connect();
        world.run();
        world.one.roomForSubmissions = Integer.MAX_VALUE;
        world.passSeconds(60);

        // Then
        assertEquals(List.of("one", "two"), newDevice.read());
        assertEquals(List.of(), world.bojan.read());
    }

    @Test
    void theCodesOfANewDeviceCanBeComparedAgain() {
        // Given
        succeed(world.bojan, newDevice);

        // When
        world.ana.messenger().keyTrust().confirm(bojanOfAna().id(), bojanOfAna().fingerprint());

        // Then
        assertEquals(
                new Contact.Trust(Optional.of(world.clock.instant()), Optional.empty(), false, false),
                bojanOfAna().trust());
    }

    @Test
    void aStatementThatTheOldIdentityDidNotSignIsIgnored() {
        // Given
        long contact = addsAna(newDevice);
        Succession.Keys old = keysOf(world.bojan).ownKeys();
        Bytes byItself = keysOf(newDevice).signSuccessor(keysOf(newDevice).ownKeys());
        carry(newDevice, contact, new Succession(old, byItself, byItself));

        // When
        introduce(newDevice);

        // Then
        assertEquals(fingerprint(world.bojan), bojanOfAna().fingerprint());
        assertEquals(1, requestsOfAna(), "somebody asks, as anybody may");
        assertThrows(
                IllegalArgumentException.class,
                () -> keysOf(newDevice).introduceAsSuccessor(contact, old, byItself),
                "our own client does not carry it");
    }

    @Test
    void somebodyElsesStatementIsWorthNothing() {
        // Given
        Person thief = world.newcomer(world.two);
        succeed(world.bojan, newDevice);
        Succession.Keys old = keysOf(world.bojan).ownKeys();
        Bytes signature = keysOf(world.bojan).signSuccessor(keysOf(newDevice).ownKeys());
        Bytes byThief = keysOf(thief).signSuccessor(keysOf(newDevice).ownKeys());

        // When
        carry(thief, addsAna(thief), new Succession(old, signature, byThief));
        introduce(thief);

        // Then
        assertEquals(fingerprint(newDevice), bojanOfAna().fingerprint());
        assertEquals(1, requestsOfAna());
    }

    @Test
    void anIdentityThatHasBeenSucceededCannotNameAnother() {
        // Given
        Person second = world.newcomer(world.two);
        succeed(world.bojan, newDevice);

        // When
        succeed(world.bojan, second);

        // Then
        assertEquals(fingerprint(newDevice), bojanOfAna().fingerprint());
        assertEquals(1, requestsOfAna());
    }

    @Test
    void somebodyWhoHasOnlyAskedHasNoPlaceToTake() {
        // Given
        Person stranger = world.newcomer(world.two);
        World.add(stranger, world.ana, "ana");
        world.run();

        // When
        succeed(stranger, newDevice);

        // Then
        assertEquals(2, requestsOfAna());
    }

    @Test
    void aSignatureDecidesAboutAClaimByTheSameKeyOnly() {
        // Given
        Person vesna = world.newcomer(world.two);
        claims(vesna);

        // When
        succeed(world.bojan, newDevice);
        boolean stillInQuestion = bojanOfAna().trust().claimed().isPresent();
        world.ana.messenger().keyTrust().keepKey("bojan");
        world.run();

        // Then
        assertTrue(stillInQuestion);
        assertEquals(fingerprint(newDevice), bojanOfAna().fingerprint());
    }

    @Test
    void aClaimByTheKeyThatIsThenSignedForIsDecided() {
        // Given
        claims(newDevice);
        assertTrue(bojanOfAna().trust().claimed().isPresent());

        // When
        succeed(world.bojan, newDevice);

        // Then
        assertEquals(
                new Contact.Trust(Optional.empty(), Optional.empty(), true, false),
                bojanOfAna().trust());
        assertEquals(fingerprint(newDevice), bojanOfAna().fingerprint());
    }

    private void claims(Person person) {
        ContactResult result = world.ana
                .messenger()
                .add(
                        person.messenger().account().orElseThrow().link(),
                        Optional.of("bojan"),
                        Optional.empty(),
                        Optional.empty());
        assertInstanceOf(ContactResult.KeyChanged.class, result);
    }

    @Test
    void afterManyDevicesInARowThePersonIsAsked() {
        // Given
        Person last = world.bojan;
        for (int device = 0; device < Successors.MAX_IN_A_ROW; device++) {
            Person next = world.newcomer(world.two);
            succeed(last, next);
            last = next;
        }
        assertEquals(fingerprint(last), bojanOfAna().fingerprint());

        // When
        succeed(last, newDevice);

        // Then
        assertEquals(fingerprint(last), bojanOfAna().fingerprint());
        assertEquals(1, requestsOfAna());
    }

    @Test
    void anotherMailboxThatTheContactHasSignedForIsNoAlarm() {
        // Given
        world.ana.messenger().keyTrust().confirm(bojanOfAna().id(), bojanOfAna().fingerprint());
        MailboxId moved = bojanMakesAnotherMailbox();

        // When
        bojanTellsItsAddress(moved);
        world.two.boxes.get(moved).known.clear();
        world.ana.send("bojan", "to the new place");
        world.run();

        // Then
        assertEquals(List.of("to the new place"), world.bojan.read());
        assertEquals(1, world.two.boxes.get(moved).known.size(), "it went to the new mailbox");
        assertTrue(bojanOfAna().trust().comparedAt().isPresent());
        assertEquals(Optional.empty(), bojanOfAna().trust().claimed());
    }

    private MailboxId bojanMakesAnotherMailbox() {
        long ana = world.bojan.messenger().contact("ana").orElseThrow().id();
        world.bojan.disconnect();
        MailboxRow row = world.bojan.vault.transact(rows -> Mailboxes.make(turnOf(rows), ana));
        world.bojan.connect();
        world.run();
        return Mailboxes.idOf(row);
    }

    private Turn turnOf(VaultTransaction rows) {
        return new Turn(new Rows(rows), new RelayChannel(), world.clock.instant(), world.entropy, new TicketStock());
    }

    /** Its client has no command for that yet, so the message is made by hand. */
    private void bojanTellsItsAddress(MailboxId mailbox) {
        long ana = world.bojan.messenger().contact("ana").orElseThrow().id();
        world.bojan.disconnect();
        world.bojan.vault.transact(rows -> {
            Turn turn = turnOf(rows);
            MailboxRow box = turn.rows().mailbox(mailbox).orElseThrow();
            Address address = new Address(
                    2,
                    world.two.id,
                    world.two.name,
                    mailbox,
                    SendToken.of(box.getSendToken().toByteArray()));
            Content content = Content.empty(turn.nowSeconds())
                    .withAddress(new Content.SignedAddress(address, address.sign(turn.signingKey())));
            RelayCard card = Cards.stored(turn, world.one.id).orElseThrow();
            turn.rows()
                    .put(Outcomes.seal(
                            turn,
                            ana,
                            0,
                            card,
                            Destination.of(turn, turn.contact(ana))
                                    .orElseThrow()
                                    .append(turn, content.encode(), RekeySchedule.STANDARD)));
            return true;
        });
        world.bojan.connect();
        world.run();
    }
}
