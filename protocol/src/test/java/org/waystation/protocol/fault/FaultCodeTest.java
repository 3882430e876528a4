package org.waystation.protocol.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.frame.FaultNumber;

class FaultCodeTest {
    /** As released. A line may be added; none may ever change or go. */
    private static final String TABLE = """
            1 MALFORMED ASKER NEVER
            2 UNKNOWN_FRAME ASKER NEVER
            3 VERSION_MISMATCH NOBODY AFTER_CHANGE
            4 NOT_LOGGED_IN ASKER AFTER_CHANGE
            5 REJECTED ASKER NEVER
            6 OVERSIZED ASKER NEVER
            7 OUT_OF_PLACE ASKER NEVER
            8 INTERNAL ANSWERER LATER
            9 SHUTTING_DOWN ANSWERER LATER
            10 BUSY ANSWERER LATER
            11 STORE_UNAVAILABLE ANSWERER LATER
            12 RATE_LIMITED ASKER LATER
            20 VOUCHER_INVALID ASKER NEVER
            21 VOUCHER_USED ASKER NEVER
            22 VOUCHER_EXPIRED ASKER NEVER
            30 UNKNOWN_MAILBOX ASKER NEVER
            31 MAILBOX_FULL NOBODY LATER
            32 MAILBOX_TAKEN ASKER NEVER
            33 TOO_MANY_MAILBOXES ASKER AFTER_CHANGE
            34 NO_PREKEYS NOBODY LATER
            35 NOT_DELIVERED ASKER NEVER
            40 UNKNOWN_RELAY NOBODY AFTER_CHANGE
            41 OUTBOX_FULL NOBODY LATER
            42 EXPIRED NOBODY NEVER
            43 UNDECIPHERABLE ASKER AFTER_CHANGE
            44 UNKNOWN_SUBMISSION NOBODY LATER
            45 LANE_REFUSED ASKER NEVER
            46 LINK_REPLACED NOBODY NEVER
            47 PARTNER_HELD NOBODY LATER
            48 RELAY_RETIRED NOBODY NEVER
            49 PARTNER_QUARANTINED NOBODY LATER
            """;

    @Test
    void tableIsTheReleasedOne() {
        // When
        String table = Arrays.stream(FaultCode.values())
                .map(each -> each.number() + " " + each.name() + " " + each.blame() + " " + each.retry() + "\n")
                .collect(Collectors.joining());
        // Then
        assertEquals(TABLE, table);
    }

    @Test
    void noNumberStandsForTwoFaults() {
        // Given
        HashSet<Integer> numbers = new HashSet<>();
        // Then
        for (FaultCode each : FaultCode.values()) {
            assertTrue(numbers.add(each.number()), each.name());
            assertTrue(each.number() > 0, each.name());
        }
    }

    @Test
    void numberLeadsBackToItsCode() {
        for (FaultCode each : FaultCode.values()) {
            assertEquals(Optional.of(each), FaultCode.ofNumber(each.number()));
            assertEquals(Optional.of(each), FaultNumber.of(each).code());
            assertEquals(each.words(), FaultNumber.of(each).words());
            assertTrue(FaultNumber.of(each).is(each));
        }
    }

    @Test
    void numberOfANewerVersionIsKept() {
        // Given
        FaultNumber newer = new FaultNumber(999);
        // Then
        assertEquals(Optional.empty(), newer.code());
        assertTrue(newer.words().contains("999"));
        assertFalse(newer.is(FaultCode.MALFORMED));
        assertEquals(Optional.empty(), FaultCode.ofNumber(0));
        assertEquals(Optional.empty(), FaultCode.ofNumber(-1));
    }

    @Test
    void violationIsCheapAndSaysNothingOfThePeer() {
        // When
        ProtocolViolation violation = new ProtocolViolation(FaultCode.MALFORMED);
        // Then
        assertEquals(FaultCode.MALFORMED.words(), violation.getMessage());
        assertEquals(0, violation.getStackTrace().length);
    }
}
