package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Contact;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;

/** What a client asks of its relay on its own account, when the relay cannot or will not do it. */
final class RefusedForNowTest {
    private static final Duration PAUSE = Duration.ofSeconds(20);

    @Test
    void anAttachIsTriedAgainOnTheSameConnection() {
        // Given
        World world = new World().acquainted();
        world.bojan.disconnect();
        world.ana.send("bojan", "kept");
        world.run();
        world.two.refuses.put(ToRelay.Attach.class, FaultCode.STORE_UNAVAILABLE);
        world.bojan.connect();
        world.run();
        List<String> atFirst = world.bojan.read();

        // When
        world.two.refuses.clear();
        world.pass(PAUSE);

        // Then
        assertEquals(List.of(), atFirst);
        assertEquals(List.of("kept"), world.bojan.read());
    }

    @Test
    void aMailboxIsMadeAfterAll() {
        // Given
        World world = refusing(ToRelay.CreateMailbox.class, FaultCode.STORE_UNAVAILABLE);
        Contact.State atFirst = world.ana.state("bojan");

        // When
        world.one.refuses.clear();
        world.pass(PAUSE);

        // Then
        assertEquals(Contact.State.ADDING, atFirst);
        assertEquals(Contact.State.INTRODUCED, world.ana.state("bojan"));
    }

    @Test
    void prekeysArePublishedAfterAll() {
        // Given
        World world = new World();
        world.two.refuses.put(ToRelay.PublishPrekeys.class, FaultCode.STORE_UNAVAILABLE);
        world.joined();
        FakeRelay.Box door = world.two.boxes.values().iterator().next();
        int atFirst = door.kems.size();

        // When
        world.two.refuses.clear();
        world.pass(PAUSE);

        // Then
        assertEquals(0, atFirst);
        assertEquals(Restocking.FULL, door.kems.size());
        assertFalse(door.standing.equals(Bytes.wrap(new byte[0])));
    }

    @Test
    void aCardIsAskedForAgain() {
        // Given
        World world = refusing(ToRelay.GetCard.class, FaultCode.STORE_UNAVAILABLE);
        Contact.State atFirst = world.ana.state("bojan");

        // When
        world.one.refuses.clear();
        world.pass(PAUSE);

        // Then
        assertEquals(Contact.State.ADDING, atFirst);
        assertEquals(Contact.State.INTRODUCED, world.ana.state("bojan"));
    }

    @Test
    void whatStaysRefusedIsAskedOnceInEachPauseAndNoFaster() {
        for (Class<? extends ToRelay> each : List.of(
                ToRelay.Attach.class,
                ToRelay.CreateMailbox.class,
                ToRelay.PublishPrekeys.class,
                ToRelay.GetCard.class)) {
            // Given
            World world = refusing(each, FaultCode.STORE_UNAVAILABLE);
            // Ana has two mailboxes.
            long once = each == ToRelay.Attach.class ? 2 : 1;

            // When
            List<Long> asked = askedInEachPause(world, each, 5);

            // Then
            assertEquals(Collections.nCopies(5, once), asked, each.getSimpleName());
        }
    }

    @Test
    void whatWillNotPassIsNotAskedAgain() {
        Map<Class<? extends ToRelay>, FaultCode> refusals = Map.of(
                ToRelay.Attach.class, FaultCode.NOT_LOGGED_IN,
                ToRelay.CreateMailbox.class, FaultCode.TOO_MANY_MAILBOXES,
                ToRelay.PublishPrekeys.class, FaultCode.UNKNOWN_MAILBOX,
                ToRelay.GetCard.class, FaultCode.UNKNOWN_FRAME);
        refusals.forEach((kind, fault) -> {
            // Given
            World world = refusing(kind, fault);

            // When
            List<Long> asked = askedInEachPause(world, kind, 3);

            // Then
            assertEquals(Collections.nCopies(3, 0L), asked, kind.getSimpleName());
            assertTrue(world.ana.endings.isEmpty());
        });
    }

    @Test
    void whoWaitedForACardGoesOnWhenItComesAfterAll() {
        // Given
        World world = new World().introduced();
        world.two.refuses.put(ToRelay.GetCard.class, FaultCode.STORE_UNAVAILABLE);
        world.bojan.messenger().accept("contact-1", Optional.of("ana"));
        world.run();
        world.bojan.send("ana", "patience");
        world.run();

        // When
        world.two.refuses.clear();
        world.passSeconds(PAUSE.toSeconds());

        // Then
        assertEquals(List.of("patience"), world.ana.read());
    }

    @Test
    void fillingUpPrekeysIsTriedAgainWithTheSameOnes() {
        // Given
        World world = new World().joined();
        FakeRelay.Box door = world.two.boxes.values().iterator().next();
        world.bojan.disconnect();
        door.kems.clear();
        door.curves.clear();
        world.bojan.connect();
        while (world.two.timesAsked(ToRelay.PublishPrekeys.class) < 2) {
            assertTrue(world.bojan.step());
        }
        world.two.refuses.put(ToRelay.PublishPrekeys.class, FaultCode.STORE_UNAVAILABLE);
        world.run();
        world.passSeconds(PAUSE.toSeconds());

        // When
        world.two.refuses.clear();
        world.passSeconds(PAUSE.toSeconds());

        // Then
        assertEquals(Restocking.FULL, door.kems.size());
        assertEquals(Restocking.FULL, door.curves.size());
        List<ToRelay.PublishPrekeys> fillings = fillings(world.two);
        assertEquals(4, fillings.size(), "the first of all, and three times the one that was refused");
        for (ToRelay.PublishPrekeys each : fillings.subList(1, 4)) {
            assertEquals(fillings.get(1).oneTimeKem(), each.oneTimeKem());
            assertEquals(fillings.get(1).oneTimeCurve(), each.oneTimeCurve());
        }
    }

    private static List<ToRelay.PublishPrekeys> fillings(FakeRelay relay) {
        return relay.asked.stream()
                .filter(ToRelay.PublishPrekeys.class::isInstance)
                .map(ToRelay.PublishPrekeys.class::cast)
                .filter(each -> !each.oneTimeKem().isEmpty())
                .toList();
    }

    @Test
    void outcomesAreWatchedForAfterAll() {
        // Given
        World world = new World().acquainted();
        world.one.linkDown = true;
        world.ana.send("bojan", "watched");
        world.run();
        world.ana.disconnect();
        world.one.refuses.put(ToRelay.Watch.class, FaultCode.STORE_UNAVAILABLE);
        world.ana.connect();
        world.run();
        world.two.refusesAppends = Optional.of(FaultCode.MAILBOX_FULL);
        world.one.linkDown = false;
        world.one.carry();
        world.run();
        world.two.refusesAppends = Optional.empty();

        // When
        world.one.refuses.clear();
        world.passSeconds(PAUSE.toSeconds() + 3);

        // Then
        assertEquals(List.of("watched"), world.bojan.read());
    }

    @Test
    void anAcknowledgementIsRepeatedSoThatAFullWindowEmpties() {
        // Given
        int texts = 20;
        World world = new World().acquainted();
        world.two.refuses.put(ToRelay.Acknowledge.class, FaultCode.STORE_UNAVAILABLE);
        for (int i = 0; i < texts; i++) {
            world.ana.send("bojan", "text");
        }
        world.run();
        int atFirst = world.bojan.read().size();
        long refused = world.two.timesAsked(ToRelay.Acknowledge.class);

        // When
        world.passSeconds(PAUSE.toSeconds());
        long repeated = world.two.timesAsked(ToRelay.Acknowledge.class) - refused;
        world.two.refuses.clear();
        world.passSeconds(PAUSE.toSeconds());

        // Then
        assertTrue(atFirst < texts);
        assertEquals(1, repeated, "one stands for all of the mailbox");
        assertEquals(texts, atFirst + world.bojan.read().size());
        assertEquals(0, world.two.envelopesWaiting());
    }

    /** Ana comes back to her relay, which refuses questions of one kind, and adds Bojan. */
    private static World refusing(Class<? extends ToRelay> kind, FaultCode fault) {
        World world = new World().joined();
        world.ana.disconnect();
        world.one.refuses.put(kind, fault);
        world.ana.connect();
        world.run();
        World.add(world.ana, world.bojan, "bojan");
        world.run();
        return world;
    }

    private static List<Long> askedInEachPause(World world, Class<? extends ToRelay> kind, int pauses) {
        List<Long> asked = new ArrayList<>();
        for (int i = 0; i < pauses; i++) {
            long before = world.one.timesAsked(kind);
            world.passSeconds(PAUSE.toSeconds());
            asked.add(world.one.timesAsked(kind) - before);
        }
        return asked;
    }
}
