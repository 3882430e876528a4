package org.waystation.protocol.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waystation.protocol.Hex;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;

class PaddingTest {
    @ParameterizedTest
    @CsvSource({"'', 4, 00000000", "'', 6, 000000000000", "aabb, 6, 00000002aabb", "aa00, 8, 00000002aa000000"})
    void lengthComesFirstAndZerosFill(String value, int size, String padded) throws ProtocolViolation {
        assertEquals(padded, Hex.of(Padding.pad(Hex.bytes(value), size)));
        assertArrayEquals(Hex.bytes(value), Padding.unpad(Hex.bytes(padded)));
    }

    @Test
    void whatDoesNotFitIsOurMistake() {
        assertThrows(IllegalArgumentException.class, () -> Padding.pad(new byte[3], 6));
        assertThrows(IllegalArgumentException.class, () -> Padding.pad(new byte[0], 3));
    }

    @ParameterizedTest
    @CsvSource({
        "nothing,                        ''",
        "less than a length,             000000",
        "longer than there is,           00000003aabb",
        "the largest length,             7fffffffaabb",
        "a negative length,              ffffffffaabb",
        "something behind,               00000001aa01",
        "something at the very end,      00000001aa00000001"
    })
    void anythingElseIsRefused(String what, String padded) {
        assertEquals(
                FaultCode.MALFORMED,
                assertThrows(ProtocolViolation.class, () -> Padding.unpad(Hex.bytes(padded)), what)
                        .code());
    }
}
