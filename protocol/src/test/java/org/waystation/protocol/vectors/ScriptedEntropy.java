package org.waystation.protocol.vectors;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.waystation.protocol.crypto.Entropy;

/** Gives what the script says, in its order, and nothing else. Confined to one thread. */
public final class ScriptedEntropy implements Entropy {
    private final Deque<byte[]> script;

    private ScriptedEntropy(List<byte[]> script) {
        this.script = new ArrayDeque<>(script);
    }

    public static ScriptedEntropy of(byte[]... script) {
        return new ScriptedEntropy(List.of(script));
    }

    /** Those of the named values that the case has. */
    public static ScriptedEntropy of(VectorBlock block, String... names) {
        return new ScriptedEntropy(
                Stream.of(names).filter(block::has).map(block::bytes).toList());
    }

    @Override
    public void fill(byte[] target) {
        byte[] next = script.poll();
        if (next == null || next.length != target.length) {
            throw new AssertionError("the script has no " + target.length + " bytes here");
        }
        System.arraycopy(next, 0, target, 0, next.length);
    }

    /** Whether everything has been used. */
    public boolean isSpent() {
        return script.isEmpty();
    }
}
