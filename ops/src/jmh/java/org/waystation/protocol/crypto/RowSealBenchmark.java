package org.waystation.protocol.crypto;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What sealing costs a row of the relay's store: a counter, the row of a mailbox, an envelope of a short text. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RowSealBenchmark {
    /** As long as a table's name and a row's key are. */
    private static final int PLACE_BYTES = 50;

    @Param({"24", "89", "1024"})
    public int bytes;

    private final Entropy entropy = Entropy.system();
    private final byte[] place = new byte[PLACE_BYTES];
    private final RowSeal seal = new RowSeal(Label.STORE_ROWS, SecretKey32.random(entropy), entropy);
    private final HiddenId ids = new HiddenId(SecretKey32.random(entropy));
    private byte[] row = {};
    private byte[] sealed = {};

    @Setup
    public void write() {
        row = entropy.bytes(bytes);
        sealed = seal.seal(place, row);
    }

    @Benchmark
    public byte[] seal() {
        return seal.seal(place, row);
    }

    @Benchmark
    public byte[] open() throws CryptoRefused {
        return seal.open(place, sealed);
    }

    @Benchmark
    public byte[] hideId() {
        return ids.hide(place, 8);
    }
}
