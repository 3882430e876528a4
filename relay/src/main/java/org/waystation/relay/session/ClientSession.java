package org.waystation.relay.session;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.waystation.federation.outbox.Outcome;
import org.waystation.federation.outbox.Submission;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.relay.mailbox.Mailboxes;
import org.waystation.relay.mailbox.Recipient;
import org.waystation.relay.store.OwnEvent;

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

    /** Questions of one connection that may wait for answers. */
    static final int MAX_PIPELINED = 512;

    private static final int SUBMISSIONS_PER_QUESTION = 4;
    private static final int MAX_PROOFS = 4;
    private static final int MAX_REFUSED_ATTACHES = 64;

    private final SessionDesk desk;
    private final ClientPort port;
    private final Entropy entropy;
    private final Recipient recipient;
    private final AtomicInteger pipelined = new AtomicInteger();
    private long correlation;
    private int proofs;
    private int refusedAttaches;
    private Instant now = Instant.EPOCH;
    private @Nullable ChannelProof channel;
    private @Nullable MemberKey member;
    private boolean closed;

    public ClientSession(SessionDesk desk, ClientPort port, Entropy entropy) {
        this.desk = desk;
        this.port = port;
        this.entropy = entropy;
        this.recipient = new Recipient(port::push, WINDOW);
    }

    /** A frame has come. */
    public void onFrame(Frame<ToRelay> frame, Instant arrived) {
        correlation = frame.correlation();
        now = arrived;
        if (channel == null && !(frame.message() instanceof ToRelay.Hello)) {
            port.refuse(correlation, FaultCode.OUT_OF_PLACE);
            port.close();
        } else {
            frame.message().deliverTo(this);
        }
    }

    /** The connection is gone. */
    public void onClosed() {
        closed = true;
        desk.store().submitOwn(new OwnEvent(() -> {
            desk.deliveries().onGone(recipient);
            desk.watchers().onGone(port);
        }));
    }

    /** The connection's answers that are still being worked on. */
    AtomicInteger pipelined() {
        return pipelined;
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
        if (!mayProve(() -> channel().provesRedeem(message.member(), message.voucher(), message.signature()))) {
            return;
        }
        member = message.member();
        run((tx, at) -> desk.members().redeem(tx, message.voucher(), message.member(), at));
    }

    @Override
    public void onLogin(ToRelay.Login message) {
        if (!mayProve(() -> channel().provesLogin(message.member(), message.signature()))) {
            return;
        }
        member = message.member();
        runAsMember((tx, at) -> Optional.empty());
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
    public void onCreateMailbox(ToRelay.CreateMailbox message) {
        if (!desk.acceptsWrites().getAsBoolean()) {
            refuse(FaultCode.STORE_UNAVAILABLE);
            return;
        }
        MemberKey creator = member;
        runAsMember((tx, at) -> {
            Mailboxes.Created created = desk.mailboxes()
                    .create(tx, message.mailbox(), message.owner(), message.token(), message.frontDoor());
            return switch (created) {
                case NEW ->
                    creator == null
                            ? Optional.of(FaultCode.NOT_LOGGED_IN)
                            : desk.members().countMailbox(tx, creator);
                case ALREADY_THERE -> Optional.empty();
                case TAKEN -> Optional.of(FaultCode.MAILBOX_TAKEN);
            };
        });
    }

    @Override
    public void onDeleteMailbox(ToRelay.DeleteMailbox message) {
        MemberKey deleter = member;
        run((tx, at) -> {
            if (!desk.deliveries().isAttached(message.mailbox(), recipient)) {
                return Optional.of(FaultCode.UNKNOWN_MAILBOX);
            }
            if (desk.mailboxes().delete(tx, message.mailbox()) && deleter != null) {
                desk.members().uncountMailbox(tx, deleter);
            }
            tx.afterCommit(() -> desk.deliveries().onDeleted(message.mailbox()));
            return Optional.empty();
        });
    }

    @Override
    public void onPublishPrekeys(ToRelay.PublishPrekeys message) {
        if (!desk.acceptsWrites().getAsBoolean()) {
            refuse(FaultCode.STORE_UNAVAILABLE);
            return;
        }
        submit(new SessionTask(this, port, correlation, 1) {
            @Override
            public void run(Transaction tx, Instant at) {
                Optional<FromRelay.PrekeyStock> stock = desk.deliveries().isAttached(message.mailbox(), recipient)
                        ? desk.frontDoors().publish(tx, message)
                        : Optional.empty();
                stock.ifPresentOrElse(
                        value -> answerAfter(tx, value), () -> refuseAfter(tx, FaultCode.UNKNOWN_MAILBOX));
            }
        });
    }

    @Override
    public void onAttach(ToRelay.Attach message) {
        ChannelProof proof = channel();
        submit(new SessionTask(this, port, correlation, 1) {
            @Override
            public void run(Transaction tx, Instant at) {
                Optional<OwnerKey> owner = desk.mailboxes().owner(tx, message.mailbox());
                // A mailbox that does not exist costs and says the same as a wrong signature.
                tx.afterCommit(() -> port.execute(() -> {
                    boolean proved = proof.provesAttach(
                            owner.orElseGet(() -> nobody(proof)), message.mailbox(), message.signature());
                    finishAttach(correlation(), message.mailbox(), proved && owner.isPresent());
                }));
            }
        });
    }

    private void finishAttach(long question, MailboxId mailbox, boolean proved) {
        pipelined.decrementAndGet();
        if (closed) {
            // The word that the connection is gone has been given already: nothing would ever end this attachment.
            return;
        }
        if (!proved) {
            port.refuse(question, FaultCode.REJECTED);
            if (++refusedAttaches > MAX_REFUSED_ATTACHES) {
                port.close();
            }
            return;
        }
        // Memory only, and must not be overtaken by the end of the connection: goes the way of events.
        desk.store().submitOwn(new OwnEvent(() -> {
            port.send(new Frame<>(question, new FromRelay.Done()));
            desk.deliveries().attach(mailbox, recipient);
        }));
    }

    /** A good key that owns no mailbox: the relay's own. */
    private static OwnerKey nobody(ChannelProof proof) {
        return new OwnerKey(proof.relay().value());
    }

    @Override
    public void onAcknowledge(ToRelay.Acknowledge message) {
        run((tx, at) -> desk.deliveries().acknowledge(tx, message.mailbox(), message.throughSequence(), recipient));
    }

    @Override
    public void onGetCard(ToRelay.GetCard message) {
        Optional<SignedCard> card = card(message.relay());
        submit(new SessionTask(this, port, correlation, 1) {
            private final @Nullable MemberKey asker = member;

            @Override
            public void run(Transaction tx, Instant at) {
                if (asker == null || !desk.members().isMember(tx, asker)) {
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
    public void onSubmit(ToRelay.Submit message) {
        if (message.lane() == Lane.ALERT) {
            refuse(FaultCode.LANE_REFUSED);
            return;
        }
        if (!desk.acceptsWrites().getAsBoolean()) {
            refuse(FaultCode.STORE_UNAVAILABLE);
            return;
        }
        Submission submission = new Submission(
                message.submission(),
                message.destination(),
                message.lane(),
                Instant.ofEpochSecond(message.expiresAt()),
                message.request());
        runAsMember((tx, at) -> {
            if (!desk.watchers().hasRoom(submission.id(), port)) {
                return Optional.of(FaultCode.RATE_LIMITED);
            }
            Optional<FaultCode> refusal = desk.outbox().submit(tx, submission, at);
            if (refusal.isEmpty()) {
                // Heard from before the answer can come, so that no outcome passes unheard.
                desk.watchers().watch(submission.id(), port);
                desk.outbox()
                        .watch(tx, submission.id(), outcome -> desk.watchers().tell(submission.id(), outcome, port));
                tx.afterCommit(desk.metrics()::onSubmitted);
            }
            return refusal;
        });
    }

    @Override
    public void onWatch(ToRelay.Watch message) {
        runAsMember(weight(message.submissions().size()), (tx, at) -> {
            for (var submission : message.submissions()) {
                if (!desk.watchers().watch(submission, port)) {
                    return Optional.of(FaultCode.RATE_LIMITED);
                }
                boolean known = desk.outbox()
                        .watch(tx, submission, outcome -> desk.watchers().tell(submission, outcome, port));
                if (!known) {
                    tx.afterCommit(() -> desk.watchers().tell(submission, unknownSubmission(), port));
                }
            }
            return Optional.empty();
        });
    }

    private static Outcome unknownSubmission() {
        return new Outcome.Failed(FaultNumber.of(FaultCode.UNKNOWN_SUBMISSION));
    }

    @Override
    public void onCollect(ToRelay.Collect message) {
        runAsMember(weight(message.submissions().size()), (tx, at) -> {
            message.submissions().forEach(each -> desk.outbox().collect(tx, each));
            return Optional.empty();
        });
    }

    /** A decision that ends in Done or in a fault. */
    @FunctionalInterface
    private interface Decision {
        Optional<FaultCode> decide(Transaction tx, Instant now);
    }

    /** What a question about many submissions counts among those that wait: its answers pile up in one turn. */
    private static int weight(int submissions) {
        return 1 + submissions / SUBMISSIONS_PER_QUESTION;
    }

    private void runAsMember(Decision decision) {
        runAsMember(1, decision);
    }

    private void runAsMember(int weight, Decision decision) {
        MemberKey asker = member;
        run(
                weight,
                (tx, at) -> asker != null && desk.members().isMember(tx, asker)
                        ? decision.decide(tx, at)
                        : Optional.of(FaultCode.NOT_LOGGED_IN));
    }

    private void run(Decision decision) {
        run(1, decision);
    }

    private void run(int weight, Decision decision) {
        submit(new SessionTask(this, port, correlation, weight) {
            @Override
            public void run(Transaction tx, Instant at) {
                tx.mark();
                Optional<FaultCode> refusal = decision.decide(tx, at);
                if (refusal.isPresent()) {
                    tx.undoToMark();
                    refuseAfter(tx, refusal.get());
                } else {
                    answerAfter(tx, new FromRelay.Done());
                }
            }
        });
    }

    private void submit(SessionTask task) {
        if (pipelined.get() + task.weight() > MAX_PIPELINED) {
            refuse(FaultCode.RATE_LIMITED);
            return;
        }
        pipelined.addAndGet(task.weight());
        desk.store().submit(task);
    }

    private void answer(FromRelay message) {
        port.send(new Frame<>(correlation, message));
    }

    private void refuse(FaultCode code) {
        port.refuse(correlation, code);
    }

    private ChannelProof channel() {
        if (channel == null) {
            throw new IllegalStateException("no message but Hello comes before Hello");
        }
        return channel;
    }
}
