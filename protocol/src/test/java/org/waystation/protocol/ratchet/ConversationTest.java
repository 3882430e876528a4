package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SeededEntropy;

/**
 * Two people over a network that loses, repeats, reorders and damages, and devices that forget everything that was not
 * stored. Whatever it does: every message that arrives is read exactly once and exactly as it was written.
 */
class ConversationTest {
    private static final int STEPS = 2_000;
    private static final int MAX_UNDER_WAY = 30;

    /** Older messages count as lost, so that the limits of what is kept are never reached. */
    private static final int MAX_AGE = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyMessageThatArrivesIsReadOnceAsItWasWritten(long seed) throws CryptoRefused {
        Network network = new Network(seed);
        for (int step = 0; step < STEPS; step++) {
            network.step();
        }
        assertTrue(network.read > STEPS / 10, "read " + network.read);
        assertTrue(network.repeated > STEPS / 100, "repeated " + network.repeated);
        for (End end : network.ends) {
            assertEquals(
                    SkipLimits.MAX_ENDED_CHAINS, end.session.state().ended().size());
        }
    }

    private record Sent(int number, Encrypted message, ByteString text) {}

    private static final class End {
        Session session;
        final Deque<Sent> done = new ArrayDeque<>();
        final List<Sent> underWay = new ArrayList<>();

        End(Session session) {
            this.session = session;
        }
    }

    private static final class Network {
        final Random random;
        final Entropy entropy;
        final List<End> ends;
        int sent;
        int read;
        int repeated;

        Network(long seed) throws CryptoRefused {
            random = new Random(seed);
            entropy = new SeededEntropy(seed);
            Person ana = new Person(entropy);
            Person bojan = new Person(entropy);
            Encrypted first = ana.introduceTo(bojan).encrypt(new byte[1], entropy);
            byte[] envelope = first.next().pendingIntroduction().orElseThrow().seal(first.message(), 4096, entropy);
            ends = List.of(
                    new End(first.next()),
                    new End(bojan.accept(bojan.open(envelope)).next()));
        }

        void step() throws CryptoRefused {
            int from = random.nextInt(2);
            End sender = ends.get(from);
            End receiver = ends.get(1 - from);
            sender.underWay.removeIf(message -> message.number() < sent - MAX_AGE);
            int dice = random.nextInt(100);
            if (sender.underWay.isEmpty() || (dice < 35 && sender.underWay.size() < MAX_UNDER_WAY)) {
                send(sender);
            } else if (dice < 80) {
                deliver(sender, receiver);
            } else if (dice < 85) {
                repeat(sender, receiver);
            } else if (dice < 90) {
                damage(sender, receiver);
            } else if (dice < 95) {
                sender.underWay.remove(random.nextInt(sender.underWay.size()));
            } else {
                sender.session = Session.decode(sender.session.encode());
            }
        }

        private void send(End sender) {
            byte[] text = entropy.bytes(random.nextInt(40));
            Encrypted message = sender.session.encrypt(text, entropy);
            sender.session = message.next();
            sender.underWay.add(new Sent(sent++, message, ByteString.copyFrom(text)));
        }

        private void deliver(End sender, End receiver) {
            // Mostly in order, sometimes any.
            int index = random.nextInt(3) > 0 ? 0 : random.nextInt(sender.underWay.size());
            Sent arrived = sender.underWay.remove(index);
            Decryption result = receiver.session.decrypt(arrived.message().message(), entropy);
            Decryption.Decrypted decrypted =
                    assertInstanceOf(Decryption.Decrypted.class, result, "message " + arrived.number());
            assertArrayEquals(arrived.text().toByteArray(), decrypted.plaintext());
            receiver.session = decrypted.next();
            sender.done.addFirst(arrived);
            read++;
        }

        private void repeat(End sender, End receiver) {
            sender.done.stream().skip(random.nextInt(5)).findFirst().ifPresent(old -> {
                Decryption again = receiver.session.decrypt(old.message().message(), entropy);
                assertEquals(new Decryption.Duplicate(), again, "message " + old.number());
                repeated++;
            });
        }

        private void damage(End sender, End receiver) {
            byte[] message = sender.underWay
                    .get(random.nextInt(sender.underWay.size()))
                    .message()
                    .message();
            message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
            Decryption result = receiver.session.decrypt(message, entropy);
            assertFalse(result instanceof Decryption.Decrypted);
        }
    }
}
