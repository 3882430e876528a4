package org.waystation.relay.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.relay.Letters;
import org.waystation.relay.RawClient;
import org.waystation.relay.TestRelay;
import org.waystation.relay.store.CrashPlan;
import org.waystation.relay.store.CrashPoint;

/** A writer at one relay, a reader at another, and both relays dying in between as planned. Confined to one thread. */
final class Ordeal implements AutoCloseable {
    /** After the last death; a relay dials its partner again within half a minute at most. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final MortalRelay carrying;
    private final MortalRelay receiving;
    private final Writer writer;
    private final Reader reader;

    private Ordeal(MortalRelay carrying, MortalRelay receiving, Writer writer, Reader reader) {
        this.carrying = carrying;
        this.receiving = receiving;
        this.writer = writer;
        this.reader = reader;
    }

    /** Makes two partners, a member at each, and a mailbox; then starts both as processes. */
    static Ordeal prepare(Path directory, Deque<CrashPlan> carrying, Deque<CrashPlan> receiving) throws Exception {
        Path here = directory.resolve("one");
        Path there = directory.resolve("two");
        SigningKey writes = SigningKey.generate(Entropy.system());
        SigningKey owns = SigningKey.generate(Entropy.system());
        SendToken token = Letters.token();
        try (TestRelay one = TestRelay.start(here, "one.example");
                TestRelay two = TestRelay.start(there, "two.example")) {
            one.partnerWith(two);
            join(one, writes);
            MailboxId mailbox = openMailbox(two, owns, token);
            var cardOfOne = one.server().card().card();
            var cardOfTwo = two.server().card().card();
            one.stop();
            two.stop();
            MortalRelay first = new MortalRelay(here, cardOfOne, carrying);
            MortalRelay second = new MortalRelay(there, cardOfTwo, receiving);
            return new Ordeal(
                    first,
                    second,
                    new Writer(first, writes, cardOfTwo, mailbox, token),
                    new Reader(second, owns, mailbox));
        }
    }

    private static void join(TestRelay relay, SigningKey member) throws Exception {
        try (RawClient client =
                RawClient.connect(relay.server().card().card(), relay.server().address())) {
            client.redeem(client.greet(), member, relay.voucher());
        }
    }

    private static MailboxId openMailbox(TestRelay relay, SigningKey owner, SendToken token) throws Exception {
        try (RawClient client =
                RawClient.connect(relay.server().card().card(), relay.server().address())) {
            ChannelProof proof = client.greet();
            client.redeem(proof, SigningKey.generate(Entropy.system()), relay.voucher());
            return client.openMailbox(proof, owner, token);
        }
    }

    /** Until both relays are in their last life and everything has settled. */
    void run() throws Exception {
        while (!(carrying.isInItsLastLife() && receiving.isInItsLastLife())) {
            step(true);
        }
        reader.disconnect();
        Instant latest = Instant.now().plus(PATIENCE);
        while (!isSettled() && Instant.now().isBefore(latest)) {
            step(false);
        }
    }

    private void step(boolean more) throws Exception {
        carrying.revive();
        receiving.revive();
        writer.step(more);
        reader.step();
    }

    private boolean isSettled() {
        return writer.hasHeardOfAll() && reader.hasAcknowledgedAll();
    }

    /** How often a relay died, by how. */
    Map<CrashPoint, Integer> deaths() {
        Map<CrashPoint, Integer> deaths = new EnumMap<>(carrying.deaths());
        receiving.deaths().forEach((point, count) -> deaths.merge(point, count, Integer::sum));
        return deaths;
    }

    /** Letters that a relay said it has. */
    int acknowledged() {
        return (int) writer.written().stream().filter(Letter::isTaken).count();
    }

    /** In words; empty if everything is as it was promised. */
    List<String> brokenPromises() {
        List<String> broken = new ArrayList<>(writer.complaints());
        broken.addAll(reader.complaints());
        broken.addAll(carrying.unsound());
        broken.addAll(receiving.unsound());
        for (Letter each : writer.written()) {
            if ((each.isTaken() || each.isAppended()) && !reader.hasSeen(each.envelope())) {
                broken.add("a letter was acknowledged and never arrived; appended: " + each.isAppended());
            }
        }
        if (!isSettled()) {
            broken.add("not everything came to its end");
        }
        if (!isInOrder()) {
            broken.add("the conversation is not in the order in which it was written");
        }
        return broken;
    }

    /** A letter that was refused once has let others pass, as its writer was told. */
    private boolean isInOrder() {
        long before = 0;
        for (Letter each : writer.written()) {
            if (reader.hasSeen(each.envelope()) && !each.wasRefused()) {
                long sequence = reader.sequence(each.envelope());
                if (sequence < before) {
                    return false;
                }
                before = sequence;
            }
        }
        return true;
    }

    @Override
    public void close() {
        writer.disconnect();
        reader.disconnect();
        carrying.close();
        receiving.close();
    }
}
