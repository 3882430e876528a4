package org.waystation.federation.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;

/** The promises of the outbox, kept from many seeds through everything that may go wrong. */
class OutboxRandomTest {
    private static final int SEEDS = 400;
    private static final int STEPS = 500;
    private static final Outcome EXPIRED = new Outcome.Failed(FaultNumber.of(FaultCode.EXPIRED));

    @Test
    void everySubmissionEndsOnceAndLanesKeepTheirOrder() {
        for (long seed = 0; seed < SEEDS; seed++) {
            // Given
            OutboxWorld world = new OutboxWorld(seed);

            // When
            for (int i = 0; i < STEPS; i++) {
                world.step();
            }
            List<String> findings = world.audit();
            world.calmDown();

            // Then
            String where = "seed " + seed;
            assertEquals(List.of(), findings, where);
            assertTrue(world.acknowledged().size() > 20, where);
            for (Submission each : world.acknowledged()) {
                assertEnded(world, each, where);
            }
            for (Lane each : Lane.values()) {
                assertOrder(world, each, where);
            }
            assertEquals(new Outbox.QueueStatus(0, 0, 0, true), world.status(), where);
        }
    }

    private static void assertEnded(OutboxWorld world, Submission submission, String where) {
        List<Outcome> outcomes = world.durableOutcomes(submission);
        Outcome told = world.told(submission);
        assertTrue(world.mayHave(outcomes.size(), submission), where + ": " + outcomes.size() + " outcomes");
        Outcome outcome = outcomes.isEmpty() ? told : outcomes.get(0);
        // What an earlier process was told is asked again, and may expire before that.
        assertTrue(told == null || told.equals(outcome) || EXPIRED.equals(outcome), where + ": told something else");
        if (outcome instanceof Outcome.Answered answered) {
            assertEquals(submission.request(), answered.reply(), where);
            assertTrue(world.partner().hasCarriedOut(submission.request()), where + ": answered and not carried out");
        } else if (((Outcome.Failed) outcome).fault().equals(FaultNumber.of(FaultCode.UNDECIPHERABLE))) {
            assertTrue(ModelPartner.isUndecipherable(submission.request()), where);
        } else {
            assertEquals(EXPIRED, outcome, where);
        }
    }

    /** What was carried out is what was acknowledged, in that order, with gaps where something expired. */
    private static void assertOrder(OutboxWorld world, Lane lane, String where) {
        List<Bytes> carriedOut = world.partner().carriedOut(lane);
        List<Bytes> expected = world.acknowledged().stream()
                .filter(each -> each.lane() == lane)
                .map(Submission::request)
                .filter(carriedOut::contains)
                .toList();
        List<Bytes> known = carriedOut.stream().filter(expected::contains).toList();
        assertEquals(expected, known, where + ": " + lane + " out of order");
    }
}
