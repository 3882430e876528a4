package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.rekey.RekeySchedule;

/**
 * Messages of one conversation have nothing in common that anybody else could see: all say the same here, in one chain, while
 * the same key is offered again and again.
 */
class NothingStableTest {
    private static final int MESSAGES = 3_000;
    private static final int BYTES = 1_024;
    private static final RekeySchedule AT_ONCE = new RekeySchedule(1, Duration.ofDays(1));

    /** Of 8192 bits, none strays further than this from half of the messages in a fair run but once in a million runs. */
    private static final double MAX_SIGMAS = 7;

    private final byte[][] messages = new byte[MESSAGES][];

    @BeforeEach
    void write() throws CryptoRefused {
        Entropy entropy = new SeededEntropy(77);
        Person ana = new Person(entropy);
        Person bojan = new Person(entropy);
        Encrypted first = ana.introduceTo(bojan).encrypt(new byte[1], entropy);
        byte[] envelope = first.next().pendingIntroduction().orElseThrow().seal(first.message(), 4_096, entropy);
        Session session = bojan.accept(bojan.open(envelope)).next();
        Encrypted answer = session.encrypt(new byte[1], entropy);
        if (!(first.next().decrypt(answer.message(), entropy) instanceof Decryption.Decrypted read)) {
            throw new AssertionError("the answer cannot be read");
        }
        Session writer = read.next();
        Instant now = Instant.ofEpochSecond(1_700_000_000);
        for (int i = 0; i < MESSAGES; i++) {
            Encrypted sent = writer.encrypt(new byte[100], BYTES, AT_ONCE, now, entropy);
            writer = sent.next();
            messages[i] = sent.message();
        }
    }

    @Test
    void everyBitIsSetInHalfOfTheMessages() {
        double sigma = Math.sqrt(MESSAGES) / 2;
        for (int bit = 0; bit < BYTES * Byte.SIZE; bit++) {
            int set = 0;
            for (byte[] message : messages) {
                set += message[bit / Byte.SIZE] >> (bit % Byte.SIZE) & 1;
            }
            double away = Math.abs(set - MESSAGES / 2.0) / sigma;
            assertTrue(away < MAX_SIGMAS, "bit " + bit + " is " + away + " sigmas away");
        }
    }

    @Test
    void neighboursAgreeInNoMoreBytesThanChanceHasIt() {
        double expected = BYTES / 256.0;
        double sigma = Math.sqrt(expected * 255 / 256);
        int agreeing = 0;
        for (int i = 1; i < MESSAGES; i++) {
            for (int at = 0; at < BYTES; at++) {
                agreeing += messages[i][at] == messages[i - 1][at] ? 1 : 0;
            }
        }
        double mean = agreeing / (MESSAGES - 1.0);
        double away = Math.abs(mean - expected) / (sigma / Math.sqrt(MESSAGES - 1.0));
        assertTrue(away < MAX_SIGMAS, "bytes in common: " + mean);
    }

    @Test
    void noEightBytesComeTwiceAnywhere() {
        Set<Long> seen = new HashSet<>();
        for (byte[] message : messages) {
            for (int at = 0; at + Long.BYTES <= BYTES; at += Long.BYTES) {
                assertTrue(seen.add(ByteBuffer.wrap(message).getLong(at)), "at " + at);
            }
        }
    }
}
