package org.waystation.relay.session;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Limits;
import org.waystation.relay.mailbox.Recipient;
import org.waystation.relay.turn.OwnEvent;

/**
 * One client's conversation with the relay: frames in, tasks for the store's thread and frames out.
 *
 * <pre>
 *            onHello              onLogin or onRedeem
 *   SILENT ───────────▶ GREETED ─────────────────────▶ MEMBER
 *                       attach, ack, delete,            and create, submit, watch, get card
 *                       publish: as an owner
 * </pre>
 *
 * A member's key and the mailboxes that the same connection owns meet here, in memory, and nowhere else.
 *
 * <p>Confined to the connection's event loop; what it hands to the store's thread touches only the desk's parts.
 */
public final class ClientSession implements ToRelay.Handler {
    /** Envelopes pushed to a connection ahead of its acknowledgements. */
    public static final int WINDOW = 64;

    private static final int MAX_PROOFS = 4;

    private final SessionDesk desk;
    private final ClientPort port;
    private final Entropy entropy;
    private final Recipient recipient;
    private final QuestionQueue questions;
    private final MailboxCommands mailboxes;
    private final SubmissionCommands submissions;
    private long correlation;
    private int proofs;
    private Instant now = Instant.EPOCH;
    private @Nullable ChannelProof channel;
    private @Nullable MemberKey member;

    public ClientSession(SessionDesk desk, ClientPort port, Entropy entropy) {
        this.desk = desk;
        this.port = port;
        this.entropy = entropy;
        this.recipient = new Recipient(port::push, WINDOW);
        this.questions = new QuestionQueue(desk, port);
        this.mailboxes = new MailboxCommands(desk, port, questions, recipient);
        this.submissions = new SubmissionCommands(desk, port, questions);
    }

    /** A frame has come. */
    public void onFrame(Frame<ToRelay> frame, Instant arrived) {
        correlation = frame.correlation();
        now = arrived;
        if (channel == null && !(frame.message() instanceof ToRelay.Hello)) {
            refuse(FaultCode.OUT_OF_PLACE);
            port.close();
        } else {
            frame.message().deliverTo(this);
        }
    }

    /** The connection is gone. */
    public void onClosed() {
        mailboxes.onClosed();
        // However many come and go while the disk stands still, only those whose questions wait leave one more task.
        if (questions.hasReachedStore()) {
            desk.store().submitOwn(new OwnEvent(() -> {
                desk.deliveries().onGone(recipient);
                desk.watchers().onGone(port);
                desk.lines().onGone(port);
            }));
        }
    }

    @Override
    public void onHello(ToRelay.Hello message) {
        if (channel != null) {
            refuse(FaultCode.OUT_OF_PLACE);
        } else if (message.maxVersion() < Limits.MIN_VERSION || message.minVersion() > Limits.MAX_VERSION) {
            refuse(FaultCode.VERSION_MISMATCH);
            port.close();
        } else {
            SignedCard card = desk.ownCard().get();
            Bytes nonce = Bytes.wrap(entropy.bytes(Limits.NONCE_BYTES));
            channel = new ChannelProof(card.card().relay(), desk.tlsPin(), nonce);
            answer(new FromRelay.Welcome(
                    Math.min(message.maxVersion(), Limits.MAX_VERSION),
                    nonce,
                    card.encoded(),
                    now.getEpochSecond(),
                    WINDOW));
        }
    }

    @Override
    public void onPing(ToRelay.Ping message) {
        answer(new FromRelay.Pong());
    }

    @Override
    public void onRedeem(ToRelay.Redeem message) {
        if (mayProve(() -> channel().provesRedeem(message.member(), message.voucher(), message.signature()))) {
            member = message.member();
            questions.ask(question(), (tx, at) -> {
                tx.afterCommit(() -> questions.admit(message.member()));
                return desk.members().redeem(tx, message.voucher(), message.member(), at);
            });
        }
    }

    @Override
    public void onLogin(ToRelay.Login message) {
        if (mayProve(() -> channel().provesLogin(message.member(), message.signature()))) {
            member = message.member();
            questions.askAsMember(question(), (tx, at) -> {
                tx.afterCommit(() -> questions.admit(message.member()));
                return Optional.empty();
            });
        }
    }

    /** A proof costs the event loop time that all its connections share: few for each, and none after a wrong one. */
    private boolean mayProve(BooleanSupplier proof) {
        proofs++;
        boolean proved = proofs <= MAX_PROOFS && proof.getAsBoolean();
        if (!proved) {
            refuse(FaultCode.REJECTED);
            port.close();
        }
        return proved;
    }

    @Override
    public void onGetCard(ToRelay.GetCard message) {
        Optional<SignedCard> card = card(message.relay());
        questions.submit(new SessionTask(questions, question()) {
            @Override
            public void run(Transaction tx, Instant at) {
                if (!questions.isFromMember(tx, question())) {
                    refuseAfter(tx, FaultCode.NOT_LOGGED_IN);
                } else if (card.isEmpty()) {
                    refuseAfter(tx, FaultCode.UNKNOWN_RELAY);
                } else {
                    answerAfter(tx, new FromRelay.CardReply(card.get().encoded()));
                }
            }
        });
    }

    private Optional<SignedCard> card(RelayId relay) {
        SignedCard own = desk.ownCard().get();
        return own.card().relay().equals(relay)
                ? Optional.of(own)
                : desk.roster().get().find(relay).map(Partner::signed);
    }

    @Override
    public void onCreateMailbox(ToRelay.CreateMailbox message) {
        mailboxes.create(question(), message);
    }

    @Override
    public void onDeleteMailbox(ToRelay.DeleteMailbox message) {
        mailboxes.delete(question(), message);
    }

    @Override
    public void onPublishPrekeys(ToRelay.PublishPrekeys message) {
        mailboxes.publishPrekeys(question(), message);
    }

    @Override
    public void onAttach(ToRelay.Attach message) {
        mailboxes.attach(question(), message, channel());
    }

    @Override
    public void onAcknowledge(ToRelay.Acknowledge message) {
        mailboxes.acknowledge(question(), message);
    }

    @Override
    public void onSubmit(ToRelay.Submit message) {
        submissions.submit(question(), message);
    }

    @Override
    public void onWatch(ToRelay.Watch message) {
        submissions.watch(question(), message);
    }

    @Override
    public void onCollect(ToRelay.Collect message) {
        submissions.collect(question(), message);
    }

    private void answer(FromRelay message) {
        questions.answer(question(), message);
    }

    private void refuse(FaultCode code) {
        questions.refuse(question(), code);
    }

    private Question question() {
        return Question.of(correlation, member);
    }

    private ChannelProof channel() {
        if (channel == null) {
            throw new IllegalStateException("no message but Hello comes before Hello");
        }
        return channel;
    }
}
