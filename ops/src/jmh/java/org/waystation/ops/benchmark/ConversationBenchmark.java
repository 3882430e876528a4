package org.waystation.ops.benchmark;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.ratchet.Encrypted;
import org.waystation.protocol.ratchet.Session;
import org.waystation.protocol.rekey.RekeySchedule;

/** End to end, both ends in one thread: messages of the 1 KiB class that carry 900 bytes of content. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ConversationBenchmark {
    private static final int MESSAGE_BYTES = 1_024;

    private final byte[] content = new byte[900];
    private final Instant now = Instant.now();
    private Pair pair;

    @Setup
    public void meet() throws CryptoRefused, InvalidProtocolBufferException {
        pair = new Pair();
        pair.introduce();
        pair.answer();
    }

    /** One message in one direction, encrypted and decrypted. */
    @Benchmark
    public int oneWay() {
        byte[] message = encryptByAna();
        pair.bojanSession = pair.read(pair.bojanSession, message);
        return message.length;
    }

    /** The same with the session loaded and stored at either end, as a client does. */
    @Benchmark
    public int oneWayStored() throws CryptoRefused {
        pair.anaSession = Session.decode(pair.anaSession.encode());
        pair.bojanSession = Session.decode(pair.bojanSession.encode());
        return oneWay();
    }

    /** A message and its answer: two steps of the ratchet. */
    @Benchmark
    public int pingPong() {
        oneWay();
        Encrypted back = pair.bojanSession.encrypt(content, MESSAGE_BYTES, RekeySchedule.STANDARD, now, pair.entropy);
        pair.bojanSession = back.next();
        pair.anaSession = pair.read(pair.anaSession, back.message());
        return back.message().length;
    }

    @Benchmark
    public Session introduction() throws CryptoRefused {
        pair.introduce();
        Session made = pair.bojanSession;
        return made;
    }

    private byte[] encryptByAna() {
        Encrypted sent = pair.anaSession.encrypt(content, MESSAGE_BYTES, RekeySchedule.STANDARD, now, pair.entropy);
        pair.anaSession = sent.next();
        return sent.message();
    }
}
