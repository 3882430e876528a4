package org.waystation.ops.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of the fuzzer's report. */
class RowTest {
    private static final String INITED = "#9\tINITED cov: 40 ft: 60 corp: 7/900b exec/s: 0 rss: 300Mb";

    @Test
    void aFuzzerThatFoundNothingIsCountedByItsLastWords() {
        // When
        Row row = row(
                0,
                INITED,
                "#4096\tNEW    cov: 51 ft: 80 corp: 9/1Kb lim: 4096 exec/s: 2048 rss: 300Mb L: 20/99",
                "#9000\tDONE   cov: 52 ft: 81 corp: 9/1Kb lim: 4096 exec/s: 3000 rss: 300Mb",
                "Done 9000 runs in 3 second(s)");
        // Then
        assertEquals(new Row("a.b", 9_000, 3, 52, 2, ""), row);
        assertTrue(row.isClean());
        assertEquals("| a.b | 9,000 | 3,000 | 52 | 2 | none |", row.toString());
    }

    @Test
    void theFirstFindingIsToldWithoutWhatATerminalWouldObey() {
        // When
        Row row = row(
                77,
                INITED,
                "== Java Assertion Error: a.b ends with java.lang.ArrayIndexOutOfBoundsException: \u001b[31m|",
                "== libFuzzer crashing input ==");
        // Then
        assertEquals(
                "== Java Assertion Error: a.b ends with java.lang.ArrayIndexOutOfBoundsException: ?[31m/",
                row.trouble());
        assertEquals(9, row.executions());
    }

    @Test
    void anInputThatTakesTooLongIsAFinding() {
        assertEquals(
                "==42== ERROR: libFuzzer: timeout after 10 seconds",
                row(70, INITED, "==42== ERROR: libFuzzer: timeout after 10 seconds")
                        .trouble());
    }

    @Test
    void aFuzzerThatDoesNotStartIsNoSuccess() {
        // When
        Row row = row(
                1, "Exception in thread \"main\" a", "Caused by: java.lang.UnsatisfiedLinkError: no", "\t... 8 more");
        // Then
        assertFalse(row.isClean());
        assertEquals(
                "the fuzzer did not do its work (exit 1): Caused by: java.lang.UnsatisfiedLinkError: no",
                row.trouble());
    }

    @Test
    void aFuzzerThatEndsInGoodOrderBeforeItsTimeIsNoSuccess() {
        assertFalse(row(0, INITED).isClean());
        assertFalse(row(0).isClean());
    }

    private static Row row(int exit, String... output) {
        return Row.of("a.b", List.of(output), 3, 2, exit);
    }
}
