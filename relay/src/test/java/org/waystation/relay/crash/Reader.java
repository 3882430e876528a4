package org.waystation.relay.crash;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.relay.RawClient;

/** Collects a mailbox, acknowledges each envelope, and remembers what it was told. Confined to the driver's thread. */
final class Reader {
    private static final Duration GLANCE = Duration.ofMillis(2);

    private final MortalRelay relay;
    private final SigningKey owner;
    private final MailboxId mailbox;
    private final Map<EnvelopeId, Long> seen = new HashMap<>();
    private final Map<Long, Long> asked = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private long newest;
    private long acknowledged;
    private boolean caughtUp;
    private RawClient connection;

    Reader(MortalRelay relay, SigningKey owner, MailboxId mailbox) {
        this.relay = relay;
        this.owner = owner;
        this.mailbox = mailbox;
    }

    boolean hasSeen(EnvelopeId envelope) {
        return seen.containsKey(envelope);
    }

    /** Its place in the mailbox; it has been seen. */
    long sequence(EnvelopeId envelope) {
        return Objects.requireNonNull(seen.get(envelope));
    }

    boolean hasAcknowledgedAll() {
        return caughtUp && newest == acknowledged;
    }

    /** Broken promises that this side alone can see. */
    List<String> complaints() {
        return complaints;
    }

    /** A little work: whatever has come. */
    void step() throws Exception {
        try {
            if (connection == null) {
                connect();
            }
            Optional<Frame<FromRelay>> frame = connection.poll(GLANCE);
            while (frame.isPresent()) {
                onFrame(frame.get());
                frame = connection.poll(Duration.ZERO);
            }
        } catch (IOException hungUp) {
            disconnect();
        }
    }

    private void connect() throws Exception {
        connection = RawClient.connect(relay.card(), relay.address());
        connection.attach(connection.greet(), owner, mailbox);
    }

    void disconnect() {
        asked.clear();
        caughtUp = false;
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private void onFrame(Frame<FromRelay> frame) {
        Long through = asked.remove(frame.correlation());
        if (frame.message() instanceof FromRelay.Deliver delivered) {
            onDeliver(delivered);
        } else if (frame.message() instanceof FromRelay.CaughtUp) {
            caughtUp = true;
        } else if (through != null && frame.message() instanceof FromRelay.Done) {
            acknowledged = Math.max(acknowledged, through);
        } else {
            complaints.add("unexpected: " + frame.message());
        }
    }

    private void onDeliver(FromRelay.Deliver delivered) {
        long sequence = delivered.sequence();
        Long before = seen.put(delivered.envelope(), sequence);
        if (before != null && before != sequence) {
            complaints.add("an envelope is in the mailbox twice");
        }
        if (sequence <= acknowledged) {
            complaints.add("an envelope came again after its acknowledgement was");
        }
        newest = Math.max(newest, sequence);
        asked.put(connection.send(new ToRelay.Acknowledge(mailbox, sequence)), sequence);
    }
}
