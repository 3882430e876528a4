package org.waystation.watch.fuzz;

/** Where Jazzer hands its inputs in. A process has one target, so this may hold it. */
public final class Driven {
    private static Decoder target = Decoder.named("none").readOnly(input -> input);

    private Driven() {}

    /** Called by Jazzer once. {@code words}: the target's name. */
    public static void fuzzerInitialize(String[] words) {
        target = Decoders.named(words[0])
                .orElseThrow(() -> new IllegalArgumentException("there is no decoder " + words[0]));
    }

    /** Called by Jazzer for each input; whatever comes out is a finding. */
    public static void fuzzerTestOneInput(byte[] input) {
        target.hold(input);
    }
}
