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

/** The platform's primitives beside Bouncy Castle's, over 1 KiB: which of them is worth choosing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SymmetricBenchmark {
    @Param({"jdk", "bouncy"})
    public String provider;

    private final byte[] key = new byte[Aead.KEY_BYTES];
    private final byte[] keyAndNonce = new byte[Aead.KEY_BYTES + Aead.NONCE_BYTES];
    private final byte[] text = new byte[1_024];
    private final byte[] associated = new byte[109];
    private Symmetric symmetric;

    @Setup
    public void choose() {
        symmetric = provider.equals("jdk") ? JdkSymmetric.find().orElseThrow() : new BouncySymmetric();
    }

    @Benchmark
    public byte[] encrypt() {
        return symmetric.encrypt(keyAndNonce, associated, text);
    }

    @Benchmark
    public byte[] hmac() {
        return symmetric.hmac(key, associated);
    }

    @Benchmark
    public byte[] sha256() {
        return symmetric.sha256(text);
    }
}
