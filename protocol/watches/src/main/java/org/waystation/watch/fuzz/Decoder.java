package org.waystation.watch.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One decoder, and what it must hold to whatever bytes it is given: it ends with a value or with a refusal of its own and with
 * nothing else; it allocates no more than the length of the input explains; what it accepts is written and read again without a
 * change, and where there is one encoding only, it is the input. Stateless as far as the decoder is; safe for one thread.
 */
public final class Decoder {
    /** Bytes that any decoder may allocate for any input: parsers, keys, and what the fuzzer's own counting costs. */
    private static final long ROOF_BYTES = 1 << 20;

    /** Bytes that a decoder may allocate beyond that for each byte of the input. */
    private static final long ROOF_PER_BYTE = 64;

    /** The first call loads classes, which costs the thread that happens to make it. */
    private static final int CALLS_BEFORE_BLAME = 3;

    private final String name;
    private final Set<Class<?>> refusals;
    private final Supplier<List<byte[]>> seeds;
    private final boolean repeatable;
    private final boolean compared;
    private final Law<?> law;

    private Decoder(Start start, Law<?> law) {
        this.name = start.name;
        this.refusals = start.refusals;
        this.seeds = start.seeds;
        this.repeatable = start.repeatable;
        this.compared = start.compared;
        this.law = law;
    }

    /** Bytes to a value. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(byte[] input) throws Exception;
    }

    /** A value to bytes. */
    @FunctionalInterface
    public interface Writing<T> {
        byte[] write(T value) throws Exception;
    }

    /** What follows {@link #named}: how the decoder refuses, and valid encodings to start from. */
    public static final class Start {
        private final String name;
        private Set<Class<?>> refusals = Set.of();
        private Supplier<List<byte[]>> seeds = List::of;
        private boolean repeatable = true;
        private boolean compared = true;

        private Start(String name) {
            this.name = name;
        }

        /** What may come out of it besides a value. */
        public Start refusing(Class<?>... kinds) {
            refusals = Set.of(kinds);
            return this;
        }

        /** Encodings, every kind once, the same each time. */
        public Start from(Supplier<List<byte[]>> encodings) {
            seeds = encodings;
            return this;
        }

        /** Encodings that are others each time, so that none is kept in the tree. */
        public Start fromFresh(Supplier<List<byte[]>> encodings) {
            seeds = encodings;
            repeatable = false;
            return this;
        }

        /** For what the relay or the client has sealed itself: that it is not as it was written is our own bug, whatever that throws. */
        public Start behindOurSeal() {
            return refusing(RuntimeException.class);
        }

        /** For values whose parts know nothing but who they are, so that two of them are never equal. */
        public Start comparedByEncoding() {
            compared = false;
            return this;
        }

        /** A format with one encoding of each value. */
        public <T> Decoder canonical(Reading<T> reading, Writing<T> writing) {
            return new Decoder(this, new Law<>(reading, Optional.of(writing), true));
        }

        /** A format with several encodings of a value, such as fields in another order. */
        public <T> Decoder stable(Reading<T> reading, Writing<T> writing) {
            return new Decoder(this, new Law<>(reading, Optional.of(writing), false));
        }

        /** Nothing writes what this reads. */
        public Decoder readOnly(Reading<?> reading) {
            return new Decoder(this, new Law<>(reading, Optional.empty(), false));
        }
    }

    private record Law<T>(Reading<T> reading, Optional<Writing<T>> writing, boolean canonical) {}

    /** {@code name}: module, dot, words; also the name of a directory. */
    public static Start named(String name) {
        return new Start(name);
    }

    public String name() {
        return name;
    }

    /** Valid encodings, made now by the project's own encoders. */
    public List<byte[]> seeds() {
        return seeds.get();
    }

    /** Whether {@link #seeds} gives the same bytes each time. */
    public boolean isRepeatable() {
        return repeatable;
    }

    /** Whether the input is one that the decoder refuses, as far as its kinds of refusal go. */
    public boolean refuses(byte[] input) {
        return read(law, input).isEmpty();
    }

    /** @throws AssertionError if the decoder does not hold to what it must */
    public void hold(byte[] input) {
        hold(law, input);
    }

    private <T> void hold(Law<T> law, byte[] input) {
        Optional<T> value = readBounded(law, input);
        if (value.isPresent() && law.writing().isPresent()) {
            holdWritten(law, law.writing().get(), value.get(), input);
        }
    }

    private <T> void holdWritten(Law<T> law, Writing<T> writing, T value, byte[] input) {
        byte[] written = write(writing, value);
        if (law.canonical() && !Arrays.equals(input, written)) {
            throw new AssertionError(name + " accepts a second encoding of a value");
        }
        T again = read(law, written)
                .orElseThrow(() -> new AssertionError(name + " does not read what was written of what it read"));
        if (!Arrays.equals(written, write(writing, again))) {
            throw new AssertionError(name + " writes a value otherwise after having read it again");
        }
        if (compared && hasEquals(value) && !value.equals(again)) {
            throw new AssertionError(name + " reads another value from what was written of the first");
        }
    }

    private <T> Optional<T> readBounded(Law<T> law, byte[] input) {
        long roof = ROOF_BYTES + ROOF_PER_BYTE * input.length;
        Optional<T> value = Optional.empty();
        long allocated = Long.MAX_VALUE;
        for (int call = 0; call < CALLS_BEFORE_BLAME && allocated > roof; call++) {
            long before = Allocation.ofThisThread();
            value = read(law, input);
            allocated = Allocation.ofThisThread() - before;
        }
        if (allocated > roof) {
            throw new AssertionError(name + " allocates " + allocated + " bytes for " + input.length);
        }
        return value;
    }

    private <T> Optional<T> read(Law<T> law, byte[] input) {
        try {
            return Optional.of(law.reading().read(input.clone()));
        } catch (Throwable thrown) {
            if (refusals.stream().noneMatch(each -> each.isInstance(thrown))) {
                throw new AssertionError(name + " ends with " + thrown, thrown);
            }
            return Optional.empty();
        }
    }

    private <T> byte[] write(Writing<T> writing, T value) {
        try {
            return writing.write(value);
        } catch (Exception thrown) {
            throw new AssertionError(name + " accepts what cannot be written: " + thrown, thrown);
        }
    }

    private static boolean hasEquals(Object value) {
        try {
            return !value.getClass()
                    .getMethod("equals", Object.class)
                    .getDeclaringClass()
                    .equals(Object.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every class has equals", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
