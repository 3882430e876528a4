package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.id.Bytes;

/**
 * Two people over a network that loses, repeats, reorders and forges, on devices that crash before they commit; sometimes both
 * introduce themselves at once. The oracle is a set of the numbers that have been read: every message that arrives is read
 * exactly once and exactly as it was written, whatever came before it.
 *
 * <p>{@code -Dconversation.seeds=N} plays more worlds, {@code -Dconversation.steps=N} longer ones.
 */
class ConversationModelTest {
    private static final int STEPS = Integer.getInteger("conversation.steps", 6_000);
    private static final int SEEDS = Integer.getInteger("conversation.seeds", 4);
    private static final int MAX_UNDER_WAY = 30;

    /** Messages that so many others have overtaken count as lost, so that the limits of what is kept are never reached. */
    private static final int MAX_AGE = 60;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyMessageThatArrivesIsReadOnceAsItWasWrittenAndNoOther(long seed) throws CryptoRefused {
        // Given
        Network network = new Network(seed, seed % 2 == 0);
        // When
        for (int step = 0; step < STEPS; step++) {
            network.step();
        }
        // Then
        Endpoint ana = network.ends.get(0);
        Endpoint bojan = network.ends.get(1);
        assertArrayEquals(ana.sending().handshakeId(), bojan.sending().handshakeId(), "one session");
        int apart = ana.sending().state().rekey().epoch()
                - bojan.sending().state().rekey().epoch();
        assertTrue(Math.abs(apart) <= 1, "epochs " + apart);
        assertTrue(ana.sending().state().rekey().epoch() > STEPS / 300, "rekeys");
        assertTrue(network.read > STEPS / 5, "read " + network.read);
        assertTrue(network.repeated > STEPS / 100, "repeated " + network.repeated);
        assertTrue(network.forged > STEPS / 100, "forged " + network.forged);
        assertTrue(network.crashed > STEPS / 100, "crashed " + network.crashed);
    }

    private static final class Network {
        final Random random;
        final Entropy entropy;
        final List<Endpoint> ends;
        final List<Endpoint.Letter> underWay = new ArrayList<>();
        final List<Endpoint.Letter> arrived = new ArrayList<>();
        final Set<Integer> readNumbers = new HashSet<>();
        int sent;
        int read;
        int repeated;
        int forged;
        int crashed;

        Network(long seed, boolean bothAtOnce) throws CryptoRefused {
            random = new Random(seed);
            entropy = new SeededEntropy(seed);
            Person ana = new Person(entropy);
            Person bojan = new Person(entropy);
            ends = List.of(new Endpoint(ana, bojan, entropy), new Endpoint(bojan, ana, entropy));
            ends.get(0).introduce();
            if (bothAtOnce) {
                ends.get(1).introduce();
            }
        }

        void step() throws CryptoRefused {
            int dice = random.nextInt(100);
            underWay.removeIf(each -> each.number() < sent - MAX_AGE);
            if (underWay.isEmpty() || (dice < 38 && underWay.size() < MAX_UNDER_WAY)) {
                send(ends.get(random.nextInt(2)), dice % 10 == 0);
            } else if (dice < 80) {
                deliver(dice % 10 == 0);
            } else if (dice < 86) {
                repeat();
            } else if (dice < 93) {
                forge();
            } else {
                underWay.remove(random.nextInt(underWay.size()));
            }
        }

        private void send(Endpoint from, boolean crash) {
            if (!from.canSend()) {
                return;
            }
            byte[] text = entropy.bytes(random.nextInt(40));
            Endpoint.Letter message = from.write(sent, text, random.nextInt(900), crash);
            if (crash) {
                crashed++; // Nothing was committed, so nothing was sent.
                return;
            }
            sent++;
            underWay.add(message);
        }

        private void deliver(boolean crash) throws CryptoRefused {
            // Mostly in order, sometimes any.
            int index = random.nextInt(3) > 0 ? 0 : random.nextInt(underWay.size());
            Endpoint.Letter message = underWay.get(index);
            Endpoint to = other(message.from());
            Decryption.Decrypted decrypted = assertInstanceOf(
                    Decryption.Decrypted.class, to.read(message, crash), "message " + message.number());
            assertEquals(message.text(), Bytes.wrap(decrypted.plaintext()));
            if (crash) {
                crashed++; // Not acknowledged, so it comes again.
                return;
            }
            assertTrue(readNumbers.add(message.number()), "read twice: " + message.number());
            underWay.remove(index);
            arrived.add(message);
            read++;
        }

        private void repeat() throws CryptoRefused {
            if (arrived.isEmpty()) {
                return;
            }
            int recent = Math.min(arrived.size(), 40);
            Endpoint.Letter message = arrived.get(arrived.size() - 1 - random.nextInt(recent));
            assertFalse(
                    other(message.from()).read(message, false) instanceof Decryption.Decrypted,
                    "read again: " + message.number());
            repeated++;
        }

        private void forge() throws CryptoRefused {
            Endpoint.Letter original = underWay.get(random.nextInt(underWay.size()));
            byte[] bytes = original.bytes().toByteArray();
            if (random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            } else {
                System.arraycopy(entropy.bytes(77), 0, bytes, 0, 77);
            }
            assertFalse(
                    other(original.from()).read(original.changed(Bytes.wrap(bytes)), false)
                            instanceof Decryption.Decrypted);
            assertFalse(original.from().read(original, false) instanceof Decryption.Decrypted, "sent back");
            forged++;
        }

        private Endpoint other(Endpoint end) {
            return ends.get(0) == end ? ends.get(1) : ends.get(0);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anythingKeptOfAConversationStaysBelowItsBound(long seed) throws CryptoRefused {
        // Given: a peer whose messages are mostly lost.
        Entropy entropy = new SeededEntropy(seed);
        Random random = new Random(seed);
        Person ana = new Person(entropy);
        Person bojan = new Person(entropy);
        Endpoint one = new Endpoint(ana, bojan, entropy);
        Endpoint two = new Endpoint(bojan, ana, entropy);
        one.introduce();
        two.read(one.write(0, new byte[1], 0, false), false);
        int longest = 0;
        // When
        for (int turn = 0; turn < 60; turn++) {
            for (int lost = random.nextInt(200); lost > 0; lost--) {
                two.write(0, new byte[1], 0, false);
            }
            one.read(two.write(0, new byte[1], 0, false), false);
            two.read(one.write(0, new byte[1], 0, false), false);
            longest = Math.max(longest, one.sending().encode().length());
        }
        // Then
        assertTrue(longest <= SessionCodec.MAX_ENCODED_BYTES, "" + longest);
        assertEquals(SkipLimits.MAX_ENDED_CHAINS, one.sending().state().ended().size());
    }
}
