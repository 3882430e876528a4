package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SubmissionId;

/** One client's connection to a {@link FakeRelay}: questions in, answers and pushes into a queue. */
final class FakeConnection implements ToRelay.Handler {
    private static final int WINDOW = 8;

    final Deque<Frame<FromRelay>> toClient = new ArrayDeque<>();
    final Set<Class<?>> swallowsAnswersTo = new HashSet<>();

    private final FakeRelay relay;
    private final Bytes nonce;
    private final Set<MailboxId> attached = new HashSet<>();
    private final Set<MailboxId> toldCaughtUp = new HashSet<>();
    private final Set<SubmissionId> watched = new HashSet<>();
    private final Deque<Frame<FromRelay>> unpushed = new ArrayDeque<>();
    private final List<FromRelay.Deliver> unacknowledged = new ArrayList<>();
    private long correlation;

    FakeConnection(FakeRelay relay, Bytes nonce) {
        this.relay = relay;
        this.nonce = nonce;
        relay.connections.add(this);
    }

    void close() {
        relay.connections.remove(this);
    }

    void take(Frame<ToRelay> frame) {
        correlation = frame.correlation();
        int before = toClient.size();
        relay.asked.add(frame.message());
        FaultCode refusal = relay.refuses.get(frame.message().getClass());
        if (refusal == null) {
            frame.message().deliverTo(this);
        } else {
            refuse(refusal);
        }
        if (swallowsAnswersTo.contains(frame.message().getClass())) {
            while (toClient.size() > before) {
                toClient.removeLast();
            }
        }
    }

    private void answer(FromRelay message) {
        toClient.add(new Frame<>(correlation, message));
    }

    private void refuse(FaultCode code) {
        answer(new FromRelay.Refused(FaultNumber.of(code), relay.advisesSeconds));
    }

    private ChannelProof proof() {
        return new ChannelProof(relay.id, relay.pin, nonce);
    }

    @Override
    public void onHello(ToRelay.Hello message) {
        answer(new FromRelay.Welcome(1, nonce, relay.card().encoded(), 1, WINDOW));
    }

    @Override
    public void onPing(ToRelay.Ping message) {
        answer(new FromRelay.Pong());
    }

    @Override
    public void onRedeem(ToRelay.Redeem message) {
        assertTrue(proof().provesRedeem(message.member(), message.voucher(), message.signature()));
        answer(new FromRelay.Done());
    }

    @Override
    public void onLogin(ToRelay.Login message) {
        assertTrue(proof().provesLogin(message.member(), message.signature()));
        answer(new FromRelay.Done());
    }

    @Override
    public void onCreateMailbox(ToRelay.CreateMailbox message) {
        relay.boxes.putIfAbsent(message.mailbox(), new FakeRelay.Box(message));
        answer(new FromRelay.Done());
    }

    @Override
    public void onDeleteMailbox(ToRelay.DeleteMailbox message) {
        relay.boxes.remove(message.mailbox());
        answer(new FromRelay.Done());
    }

    @Override
    public void onPublishPrekeys(ToRelay.PublishPrekeys message) {
        FakeRelay.Box box = relay.boxes.get(message.mailbox());
        if (box == null || !attached.contains(message.mailbox())) {
            refuse(FaultCode.UNKNOWN_MAILBOX);
            return;
        }
        box.standing = message.standing();
        answer(box.publish(message));
    }

    @Override
    public void onAttach(ToRelay.Attach message) {
        Optional<FakeRelay.Box> box = Optional.ofNullable(relay.boxes.get(message.mailbox()));
        if (box.isEmpty()) {
            refuse(FaultCode.REJECTED);
            return;
        }
        assertTrue(proof().provesAttach(box.get().made.owner(), message.mailbox(), message.signature()));
        answer(new FromRelay.Done());
        attached.add(message.mailbox());
        box.get().envelopes.forEach(each -> pushEnvelope(message.mailbox(), each));
        unpushed.add(Frame.push(new FromRelay.CaughtUp(message.mailbox())));
        toldCaughtUp.add(message.mailbox());
        push();
    }

    void pushEnvelope(MailboxId mailbox, FakeRelay.Envelope envelope) {
        if (attached.contains(mailbox)) {
            unpushed.add(
                    Frame.push(new FromRelay.Deliver(mailbox, envelope.sequence, envelope.id, 600, envelope.content)));
            push();
        }
    }

    private void push() {
        while (!unpushed.isEmpty()) {
            if (unpushed.peek().message() instanceof FromRelay.Deliver envelope) {
                if (unacknowledged.size() >= WINDOW) {
                    return;
                }
                unacknowledged.add(envelope);
            }
            toClient.add(unpushed.remove());
        }
    }

    @Override
    public void onAcknowledge(ToRelay.Acknowledge message) {
        FakeRelay.Box box = Objects.requireNonNull(relay.boxes.get(message.mailbox()));
        box.envelopes.removeIf(each -> each.sequence <= message.throughSequence());
        unacknowledged.removeIf(
                each -> each.mailbox().equals(message.mailbox()) && each.sequence() <= message.throughSequence());
        answer(new FromRelay.Done());
        push();
    }

    @Override
    public void onGetCard(ToRelay.GetCard message) {
        FakeRelay partner = relay.partners.get(message.relay());
        if (partner == null) {
            refuse(FaultCode.UNKNOWN_RELAY);
        } else {
            answer(new FromRelay.CardReply(partner.card().encoded()));
        }
    }

    @Override
    public void onSubmit(ToRelay.Submit message) {
        boolean repeated =
                relay.taken.stream().anyMatch(each -> each.submission().equals(message.submission()));
        if (!repeated && !relay.partners.containsKey(message.destination())) {
            refuse(FaultCode.UNKNOWN_RELAY);
            return;
        }
        if (!repeated && relay.roomForSubmissions-- <= 0) {
            refuse(FaultCode.OUTBOX_FULL);
            return;
        }
        relay.taken.add(message);
        // Whoever submits need not ask to be told the outcome.
        watched.add(message.submission());
        if (!repeated) {
            relay.outbox.add(message);
        }
        if (relay.outcomesOvertakeAnswers) {
            relay.carry();
            answer(new FromRelay.Done(relay.waitsBecause));
        } else {
            answer(new FromRelay.Done(relay.waitsBecause));
            relay.carry();
        }
        if (repeated) {
            pushOutcome(message.submission());
        }
    }

    @Override
    public void onWatch(ToRelay.Watch message) {
        answer(new FromRelay.Done());
        for (SubmissionId each : message.submissions()) {
            watched.add(each);
            boolean known =
                    relay.taken.stream().anyMatch(taken -> taken.submission().equals(each));
            if (!known) {
                relay.failures.put(each, FaultCode.UNKNOWN_SUBMISSION);
            }
            pushOutcome(each);
        }
    }

    void pushOutcome(SubmissionId submission) {
        if (!watched.contains(submission)) {
            return;
        }
        Optional<Bytes> reply = relay.replies.getOrDefault(submission, Optional.empty());
        if (reply.isPresent()) {
            toClient.add(Frame.push(FromRelay.OutcomeReady.reply(submission, reply.get())));
        } else if (relay.failures.containsKey(submission)) {
            toClient.add(Frame.push(FromRelay.OutcomeReady.failure(
                    submission, FaultNumber.of(Objects.requireNonNull(relay.failures.get(submission))))));
        }
    }

    @Override
    public void onCollect(ToRelay.Collect message) {
        List<SubmissionId> ids = message.submissions();
        ids.forEach(relay.replies::remove);
        ids.forEach(relay.failures::remove);
        answer(new FromRelay.Done());
    }
}
