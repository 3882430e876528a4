package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Optional;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.Notice;
import org.waystation.client.rows.SubmissionRow;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Pause;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.ReplyKey;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.protocol.sealed.Ticket;

/** What an outcome means: the next state of a submission, and who has to hear of it. */
final class Outcomes {
    /** A relay card that is fetched anew so often and still is the wrong one will not become the right one. */
    private static final int MAX_RESEALS = 5;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    /** The longest pause with its jitter. */
    static final Duration LONGEST_WAIT = Pause.LONGEST.plus(Pause.LONGEST.dividedBy(4));

    private final Cards cards;
    private final Adding adding;

    Outcomes(Cards cards, Adding adding) {
        this.cards = cards;
        this.adding = adding;
    }

    /** A sealed request for a call, as a row to be given to the courier. */
    static SubmissionRow seal(Turn turn, long contact, long number, RelayCard card, Call call) {
        SubmissionRow.Builder row = SubmissionRow.newBuilder()
                .setKey(fresh(turn, SubmissionId.LENGTH_BYTES))
                .setSubmission(fresh(turn, SubmissionId.LENGTH_BYTES))
                .setContact(contact)
                .setNumber(number)
                .setDestination(Rows.field(card.relay().value()))
                .setExpiresAt(call.expiresAt());
        call.match(new Call.Cases<Optional<Void>>() {
            @Override
            public Optional<Void> append(Call.Append append) {
                row.setMailbox(Rows.field(append.mailbox().value()))
                        .setSendToken(Rows.field(append.token().value()))
                        .setEnvelope(Rows.field(append.envelope().value()))
                        .setContent(Rows.field(append.content()));
                return Optional.empty();
            }

            @Override
            public Optional<Void> fetchPrekeys(Call.FetchPrekeys fetch) {
                row.setMailbox(Rows.field(fetch.frontDoor().value()))
                        .setSendToken(Rows.field(fetch.linkToken().value()));
                return Optional.empty();
            }
        });
        return sealTo(turn, card, row, call);
    }

    /** The row, sealed if it was not; empty if it is settled or has to wait, with the row in the vault brought up to date. */
    Optional<SubmissionRow> readyToSend(Turn turn, SubmissionRow row) {
        if (row.getExpiresAt() <= turn.nowSeconds()) {
            settle(turn, row, Delivery.EXPIRED, FaultNumber.of(FaultCode.EXPIRED));
            return Optional.empty();
        }
        if (!row.getRequest().isEmpty()) {
            return Optional.of(row);
        }
        RelayId relay = RelayId.of(row.getDestination().toByteArray());
        Optional<RelayCard> card = cards.usable(turn, relay, row.getContact());
        if (card.isEmpty()) {
            postpone(turn, row.toBuilder(), Duration.ZERO);
            return Optional.empty();
        }
        SubmissionRow sealed = sealTo(turn, card.get(), row.toBuilder(), callOf(row));
        turn.rows().put(sealed);
        return Optional.of(sealed);
    }

    private static SubmissionRow sealTo(Turn turn, RelayCard card, SubmissionRow.Builder row, Call call) {
        RoutingKey key = card.routingKeyAt(turn.now()).orElseThrow();
        Optional<Ticket> ticket =
                turn.tickets().take(MailboxId.of(row.getMailbox().toByteArray()));
        SealedRequest.ForSending sealed = SealedRequest.seal(call, card.relay(), key, ticket, turn.entropy());
        return row.setRequest(Rows.field(sealed.request()))
                .setReplyKey(ByteString.copyFrom(sealed.replyKey().exposeBytes()))
                .build();
    }

    private static Call callOf(SubmissionRow row) {
        MailboxId mailbox = MailboxId.of(row.getMailbox().toByteArray());
        SendToken token = SendToken.of(row.getSendToken().toByteArray());
        if (row.getEnvelope().isEmpty()) {
            return new Call.FetchPrekeys(row.getExpiresAt(), mailbox, token);
        }
        return new Call.Append(
                row.getExpiresAt(),
                mailbox,
                token,
                EnvelopeId.of(row.getEnvelope().toByteArray()),
                Lane.MESSAGE,
                Bytes.wrap(row.getContent().toByteArray()));
    }

    void onAccepted(Turn turn, SubmissionRow row, Optional<FaultNumber> waitsBecause) {
        Deliveries.advance(turn, row.getContact(), row.getNumber(), Delivery.AT_YOUR_RELAY, waitsBecause);
    }

    /** The row to submit again, or nothing if it is settled. */
    Optional<SubmissionRow> onOutcome(Turn turn, SubmissionRow row, FromRelay.OutcomeReady outcome) {
        if (outcome.failure().isPresent()) {
            return onFailure(turn, row, outcome.failure().get());
        }
        try {
            Answer answer = ReplyKey.fromBytes(row.getReplyKey().toByteArray())
                    .open(outcome.reply().orElseThrow());
            return answer.match(new AnswerCases(turn, row));
        } catch (ProtocolViolation e) {
            // Not from the relay that could open the request. Whoever made it up must not be able to lose a message.
            return onFault(turn, renewed(turn, row), FaultNumber.of(FaultCode.BUSY), Duration.ZERO);
        }
    }

    private Optional<SubmissionRow> onFailure(Turn turn, SubmissionRow row, FaultNumber fault) {
        if (fault.is(FaultCode.UNKNOWN_SUBMISSION)) {
            return Optional.of(postpone(turn, row.toBuilder().setAccepted(false), Duration.ZERO));
        }
        return onFault(turn, renewed(turn, row), fault, Duration.ZERO);
    }

    /** An outcome under the old id is final, so the same request needs a new one. */
    private static SubmissionRow renewed(Turn turn, SubmissionRow row) {
        return row.toBuilder()
                .setAccepted(false)
                .setSubmission(fresh(turn, SubmissionId.LENGTH_BYTES))
                .build();
    }

    /** The row to submit again later, or nothing if the fault is final. */
    Optional<SubmissionRow> onFault(Turn turn, SubmissionRow row, FaultNumber fault, Duration retryAfter) {
        if (fault.is(FaultCode.EXPIRED)) {
            settle(turn, row, Delivery.EXPIRED, fault);
            return Optional.empty();
        }
        if (fault.is(FaultCode.UNDECIPHERABLE) && row.getFailures() < MAX_RESEALS) {
            cards.fetch(turn, RelayId.of(row.getDestination().toByteArray()), row.getContact());
            return Optional.of(postpone(turn, row.toBuilder().clearRequest(), retryAfter));
        }
        if (fault.mayPass() || isForOperators(turn, row, fault)) {
            return Optional.of(postpone(turn, row.toBuilder(), retryAfter));
        }
        settle(turn, row, Delivery.REFUSED, fault);
        return Optional.empty();
    }

    /** Operators take a partner off and put it back; what people have written meanwhile waits for that until it expires. */
    private static boolean isForOperators(Turn turn, SubmissionRow row, FaultNumber fault) {
        boolean waits = fault.is(FaultCode.UNKNOWN_RELAY) && !row.getEnvelope().isEmpty();
        if (waits) {
            turn.tell(new Notice.RelayNotAPartner(row.getContact()));
        }
        return waits;
    }

    private static SubmissionRow postpone(Turn turn, SubmissionRow.Builder row, Duration atLeast) {
        Duration doubled = Pause.doubled(FIRST_PAUSE, row.getFailures(), Pause.LONGEST);
        Duration pause = Pause.capped(doubled.compareTo(atLeast) < 0 ? atLeast : doubled);
        long jitterMillis =
                pause.toMillis() / 4 * Byte.toUnsignedInt(turn.entropy().bytes(1)[0]) / 256;
        SubmissionRow later = row.setFailures(row.getFailures() + 1)
                .setNotBefore(turn.now().plus(pause).plusMillis(jitterMillis).getEpochSecond())
                .build();
        turn.rows().put(later);
        return later;
    }

    private void settle(Turn turn, SubmissionRow row, Delivery delivery, FaultNumber fault) {
        turn.rows().delete(row);
        if (row.getEnvelope().isEmpty()) {
            adding.onFetchFailed(turn, row.getContact(), fault);
        } else {
            Deliveries.advance(turn, row.getContact(), row.getNumber(), delivery, Optional.of(fault));
        }
    }

    private final class AnswerCases implements Answer.Cases<Optional<SubmissionRow>> {
        private final Turn turn;
        private final SubmissionRow row;

        AnswerCases(Turn turn, SubmissionRow row) {
            this.turn = turn;
            this.row = row;
        }

        @Override
        public Optional<SubmissionRow> appended(Answer.Appended answer) {
            turn.rows().delete(row);
            answer.ticket().filter(any -> isOwnMailbox()).ifPresent(this::keep);
            Deliveries.advance(turn, row.getContact(), row.getNumber(), Delivery.AT_THEIR_RELAY, Optional.empty());
            return Optional.empty();
        }

        /** Whether the contact has told this person alone of the mailbox; front doors are for everybody. */
        private boolean isOwnMailbox() {
            return turn.rows()
                    .contact(row.getContact())
                    .filter(contact -> contact.hasAddress()
                            && contact.getAddress().getMailbox().equals(row.getMailbox()))
                    .isPresent();
        }

        private void keep(Ticket ticket) {
            turn.tickets().keep(MailboxId.of(row.getMailbox().toByteArray()), ticket);
        }

        @Override
        public Optional<SubmissionRow> prekeys(Answer.Prekeys answer) {
            turn.rows().delete(row);
            adding.onPrekeys(turn, row.getContact(), answer.bundle());
            return Optional.empty();
        }

        @Override
        public Optional<SubmissionRow> refused(Answer.Refused answer) {
            return onFault(turn, renewed(turn, row), answer.fault(), Duration.ZERO);
        }
    }

    private static ByteString fresh(Turn turn, int bytes) {
        return ByteString.copyFrom(turn.entropy().bytes(bytes));
    }
}
