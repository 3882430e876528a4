package org.waystation.relay.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.relay.mailbox.Mailboxes;
import org.waystation.relay.mailbox.Recipient;
import org.waystation.relay.turn.OwnEvent;

/**
 * What a connection asks about mailboxes: it makes them as a member, and does the rest as the owner of those it is attached
 * to. Confined to the connection's event loop.
 */
final class MailboxCommands {
    private static final int MAX_REFUSED_ATTACHES = 64;

    private final SessionDesk desk;
    private final ClientPort port;
    private final QuestionQueue questions;
    private final Recipient recipient;
    private int refusedAttaches;
    private boolean closed;

    /** @param recipient the connection, as one that envelopes are pushed to */
    MailboxCommands(SessionDesk desk, ClientPort port, QuestionQueue questions, Recipient recipient) {
        this.desk = desk;
        this.port = port;
        this.questions = questions;
        this.recipient = recipient;
    }

    /** The connection is gone: what is still being decided attaches it no more. */
    void onClosed() {
        closed = true;
    }

    void create(Question question, ToRelay.CreateMailbox message) {
        if (!desk.acceptsWrites().getAsBoolean()) {
            questions.refuse(question, FaultCode.STORE_UNAVAILABLE);
            return;
        }
        MemberKey creator = question.asker();
        questions.askAsMember(question, (tx, at) -> {
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

    void delete(Question question, ToRelay.DeleteMailbox message) {
        MemberKey deleter = question.asker();
        questions.ask(question, (tx, at) -> {
            if (!desk.deliveries().isAttached(message.mailbox(), recipient)) {
                return Optional.of(FaultCode.UNKNOWN_MAILBOX);
            }
            desk.deliveries().onDeleting(tx, message.mailbox());
            if (desk.mailboxes().delete(tx, message.mailbox()) && deleter != null) {
                desk.members().uncountMailbox(tx, deleter);
            }
            return Optional.empty();
        });
    }

    void publishPrekeys(Question question, ToRelay.PublishPrekeys message) {
        if (!desk.acceptsWrites().getAsBoolean()) {
            questions.refuse(question, FaultCode.STORE_UNAVAILABLE);
            return;
        }
        Question large = question.holding(bytes(message));
        questions.submit(new SessionTask(questions, large) {
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

    private static int bytes(ToRelay.PublishPrekeys message) {
        return message.standing().size()
                + Stream.of(message.oneTimeCurve(), message.oneTimeKem())
                        .flatMap(List::stream)
                        .mapToInt(Bytes::size)
                        .sum();
    }

    void attach(Question question, ToRelay.Attach message, ChannelProof proof) {
        questions.submit(new SessionTask(questions, question) {
            @Override
            public void run(Transaction tx, Instant at) {
                Optional<OwnerKey> owner = desk.mailboxes().owner(tx, message.mailbox());
                // A mailbox that does not exist costs and says the same as a wrong signature.
                tx.afterCommit(() -> port.execute(() -> {
                    boolean proved = proof.provesAttach(
                            owner.orElseGet(() -> nobody(proof)), message.mailbox(), message.signature());
                    questions.leave(question);
                    finishAttach(question, message.mailbox(), proved && owner.isPresent());
                }));
            }
        });
    }

    private void finishAttach(Question question, MailboxId mailbox, boolean proved) {
        if (closed) {
            // The word that the connection is gone has been given already: nothing would ever end this attachment.
            return;
        }
        if (!proved) {
            questions.refuse(question, FaultCode.REJECTED);
            if (++refusedAttaches > MAX_REFUSED_ATTACHES) {
                port.close();
            }
            return;
        }
        port.proved();
        // Memory only, and must not be overtaken by the end of the connection: goes the way of events.
        desk.store().submitOwn(new OwnEvent(() -> {
            questions.answer(question, new FromRelay.Done());
            desk.deliveries().attach(mailbox, recipient);
        }));
    }

    /** A good key that owns no mailbox: the relay's own. */
    private static OwnerKey nobody(ChannelProof proof) {
        return new OwnerKey(proof.relay().value());
    }

    void acknowledge(Question question, ToRelay.Acknowledge message) {
        questions.ask(
                question,
                (tx, at) -> desk.deliveries().acknowledge(tx, message.mailbox(), message.throughSequence(), recipient));
    }
}
