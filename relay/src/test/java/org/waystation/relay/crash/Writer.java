package org.waystation.relay.crash;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Answer;
import org.waystation.relay.Letters;
import org.waystation.relay.RawClient;
import org.waystation.relay.Replies;

/**
 * Submits letters without end, some at a time; after each loss of the connection it submits again what was not taken, and
 * asks after what was. Confined to the driver's thread.
 */
final class Writer {
    static final String CAME_TO_NOTHING = "a letter that was taken came to nothing: ";

    /** Letters under way, so that commits are of many tasks. */
    private static final int UNDER_WAY = 24;

    private static final Duration GLANCE = Duration.ofMillis(2);

    private final MortalRelay relay;
    private final SigningKey member;
    private final RelayCard destination;
    private final MailboxId mailbox;
    private final SendToken token;
    private final List<Letter> written = new ArrayList<>();
    private final Map<SubmissionId, Letter> underWay = new LinkedHashMap<>();
    private final Map<Long, Letter> asked = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private RawClient connection;

    Writer(MortalRelay relay, SigningKey member, RelayCard destination, MailboxId mailbox, SendToken token) {
        this.relay = relay;
        this.member = member;
        this.destination = destination;
        this.mailbox = mailbox;
        this.token = token;
    }

    List<Letter> written() {
        return written;
    }

    /** Broken promises that this side alone can see. */
    List<String> complaints() {
        return complaints;
    }

    boolean hasHeardOfAll() {
        return underWay.isEmpty();
    }

    /** A little work: whatever has come, and new letters if {@code more} are wanted. */
    void step(boolean more) throws Exception {
        try {
            if (connection == null) {
                connect();
            }
            while (more && underWay.size() < UNDER_WAY) {
                write();
            }
            hear();
        } catch (IOException hungUp) {
            disconnect();
        }
    }

    private void connect() throws Exception {
        connection = RawClient.connect(relay.card(), relay.address());
        connection.login(connection.greet(), member);
        List<SubmissionId> taken = new ArrayList<>();
        for (Letter each : underWay.values()) {
            if (each.isTaken()) {
                taken.add(each.submit().submission());
            } else {
                submit(each);
            }
        }
        if (!taken.isEmpty()) {
            connection.send(new ToRelay.Watch(taken));
        }
    }

    void disconnect() {
        asked.clear();
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private void write() {
        EnvelopeId id = Letters.envelope();
        var request = Letters.seal(destination, mailbox, token, id, Letters.content(SizeClass.SMALL));
        Letter letter = new Letter(id, request, Letters.submit(destination, request));
        written.add(letter);
        underWay.put(letter.submit().submission(), letter);
        submit(letter);
    }

    private void submit(Letter letter) {
        asked.put(connection.send(letter.submit()), letter);
    }

    private void hear() throws Exception {
        Optional<Frame<FromRelay>> frame = connection.poll(GLANCE);
        while (frame.isPresent()) {
            onFrame(frame.get());
            frame = connection.poll(Duration.ZERO);
        }
    }

    private void onFrame(Frame<FromRelay> frame) throws ProtocolViolation {
        Letter letter = asked.remove(frame.correlation());
        if (frame.message() instanceof FromRelay.OutcomeReady outcome) {
            onOutcome(outcome);
        } else if (letter != null && frame.message() instanceof FromRelay.Done) {
            letter.onTaken();
        } else if (letter != null && frame.message() instanceof FromRelay.Refused) {
            letter.onRefused();
            submit(letter);
        }
    }

    private void onOutcome(FromRelay.OutcomeReady outcome) throws ProtocolViolation {
        Letter letter = underWay.remove(outcome.submission());
        if (letter == null) {
            return;
        }
        if (outcome.reply().isPresent()
                && Replies.open(letter.request(), outcome.reply().get()) instanceof Answer.Appended) {
            letter.onAppended();
            connection.send(new ToRelay.Collect(List.of(outcome.submission())));
        } else {
            complaints.add(CAME_TO_NOTHING + outcome.failure());
        }
    }
}
