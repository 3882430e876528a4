package org.waystation.ops.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.Opened;
import org.waystation.protocol.crypto.Sealed;
import org.waystation.protocol.crypto.SealingKey;

/** What a sealed request of the smallest class costs its sender and its receiver. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SealingBenchmark {
    private static final byte[] NONE = {};

    private final Entropy entropy = Entropy.system();
    private final SealingKey key = SealingKey.generate(entropy);
    private final byte[] call = new byte[1_280];
    private final byte[] sealed =
            key.publicKey().seal(Label.SEALED_REQUEST, NONE, NONE, call, entropy).bytes();

    @Benchmark
    public Sealed seal() {
        return key.publicKey().seal(Label.SEALED_REQUEST, NONE, NONE, call, entropy);
    }

    @Benchmark
    public Opened open() throws CryptoRefused {
        return key.open(Label.SEALED_REQUEST, NONE, NONE, sealed);
    }
}
