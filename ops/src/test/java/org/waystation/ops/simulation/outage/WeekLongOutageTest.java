package org.waystation.ops.simulation.outage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.federation.link.Dialler;
import org.waystation.federation.outbox.Backoff;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.relay.LinkDesk;
import org.waystation.relay.turn.InboxRoom;

/** What a week without each other costs a hub with fifty partners, and the minute in which they are back. */
class WeekLongOutageTest {
    private static final int MOST_DIALS_IN_AN_HOUR = 16;
    private static final int MOST_DIALS_IN_A_DAY = 64;
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(1);

    @Test
    void partnersThatAreAllSwitchedOffForAWeekGetEverythingOnceTheyAreBack() {
        // Given
        Week week = Week.ofPartnersAway(Week.SEED);
        expectFewDials(week, Dialler.MAX_UNDER_WAY);

        // When
        Week.Return back = week.comeBack();

        // Then
        print("partners away", week, back);
        expectBounds(week, back);
        assertEquals(LinkDesk.WINDOW, week.links().peakOfOne(), "the window is what bounds it");
        expectDrained(back, Week.RETURN);
        expectEverythingOnceAndInOrder(week);
    }

    @Test
    void hubThatIsSwitchedOffForAWeekIsNotOverrunByItsPartners() {
        // Given
        Week week = Week.ofHubAway(Week.SEED);
        expectFewDials(week, Week.PARTNERS);

        // When
        Week.Return back = week.comeBack();

        // Then
        print("hub away", week, back);
        expectBounds(week, back);
        expectDrained(back, Duration.ZERO);
        expectEverythingOnceAndInOrder(week);
    }

    @Test
    void relaysThatWereOnlyCutOffFindEachOtherAgainByTheLongestPause() {
        // Given
        Week week = Week.ofACutNetwork(Week.SEED);
        expectFewDials(week, Week.PARTNERS + Dialler.MAX_UNDER_WAY);

        // When
        Week.Return back = week.comeBack();

        // Then
        print("network cut", week, back);
        expectBounds(week, back);
        expectDrained(back, Backoff.CAP);
        expectEverythingOnceAndInOrder(week);
    }

    private static void expectFewDials(Week week, int mostUnderWay) {
        DialGauge dials = week.dials();
        assertTrue(dials.mostInAnHour() <= MOST_DIALS_IN_AN_HOUR, "in an hour: " + dials.mostInAnHour());
        assertTrue(dials.mostInADay() <= MOST_DIALS_IN_A_DAY, "in a day: " + dials.mostInADay());
        assertTrue(dials.peakUnderWay() <= mostUnderWay, "under way: " + dials.peakUnderWay());
        System.out.println("week of outage: " + dials.total() + " dials, of one partner at most " + dials.mostInAnHour()
                + " in an hour and " + dials.mostInADay() + " in a day, at most " + dials.peakUnderWay()
                + " under way at a time");
    }

    private static void expectBounds(Week week, Week.Return back) {
        LinkGauge links = week.links();
        int all = Week.PARTNERS * LinkDesk.WINDOW;
        assertTrue(
                week.dials().peakUnderWay() <= 2 * Week.PARTNERS,
                "dials: " + week.dials().peakUnderWay());
        assertTrue(back.links() <= 2 * Week.PARTNERS, "links: " + back.links());
        assertEquals(Week.PARTNERS, week.linked());
        assertTrue(links.peakOfOne() <= LinkDesk.WINDOW, "in flight to one: " + links.peakOfOne());
        assertTrue(links.peakOfAll() <= all, "in flight: " + links.peakOfAll());
        assertTrue(links.peakOwed() <= all, "being carried out: " + links.peakOwed());
        assertTrue(back.storeTasks() <= InboxRoom.MOST_TASKS, "tasks: " + back.storeTasks());
        assertEquals(links.putOff(), links.again(), "nothing is sent twice but what was put off");
    }

    private static void expectDrained(Week.Return back, Duration until) {
        assertTrue(back.drainedAfter().compareTo(until.plus(DRAINED_WITHIN)) <= 0, back.toString());
    }

    private static void expectEverythingOnceAndInOrder(Week week) {
        assertEquals(0, week.refused());
        assertEquals(week.requests(), week.settled());
        assertEquals(List.of(), week.discrepancies());
    }

    private static void print(String what, Week week, Week.Return back) {
        LinkGauge links = week.links();
        int inMemory = links.peakOfAll() + links.peakOwed();
        System.out.println(what + ": " + week.requests() + " requests drained after " + back.drainedAfter() + "; dials "
                + week.dials().total() + ", at most " + week.dials().peakUnderWay() + " at a time; links at most "
                + back.links() + "; in flight at most " + links.peakOfOne() + " of one and " + inMemory + " of all, "
                + inMemory * SizeClass.SMALL.requestBytes() / 1024 + " KiB; tasks for the store at most "
                + back.storeTasks() + "; put off " + links.putOff());
    }
}
