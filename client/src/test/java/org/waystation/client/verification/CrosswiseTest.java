package org.waystation.client.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.link.VerificationText;

final class CrosswiseTest {
    private final Bytes ana = key(1);
    private final Bytes bojan = key(2);
    private final Bytes other = key(3);

    private static Bytes key(int number) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        return Bytes.wrap(bytes);
    }

    /** What Ana finds, who knows {@code bojan}, when she scans what a device shows. */
    private Crosswise scanned(Bytes own, Bytes known) {
        return Crosswise.compare(new VerificationText(own, known), ana, bojan);
    }

    @Test
    void bothKnowEachOther() {
        assertEquals(Crosswise.MATCHES, scanned(bojan, ana));
    }

    @Test
    void somebodyInBetweenIsFoundWhicheverSideIsDeceived() {
        assertEquals(Crosswise.OTHER_KEY, scanned(other, ana));
        assertEquals(Crosswise.KNOWS_US_BY_OTHER_KEY, scanned(bojan, other));
        assertEquals(Crosswise.OTHER_KEY, scanned(other, other));
    }

    @Test
    void onesOwnCodeIsNotThatOfTheOther() {
        assertEquals(Crosswise.OWN_CODE, scanned(ana, bojan));
        assertEquals(Crosswise.OWN_CODE, scanned(ana, other), "made for somebody else");
    }

    @Test
    void twoKeysThatDifferInTheirLastBitDiffer() {
        // Given
        byte[] nearly = bojan.toByteArray();
        nearly[31] ^= 1;

        // Then
        assertEquals(Crosswise.OTHER_KEY, scanned(Bytes.wrap(nearly), ana));
    }
}
