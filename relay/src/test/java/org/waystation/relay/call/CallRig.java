package org.waystation.relay.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.protocol.sealed.Ticket;
import org.waystation.relay.Replies;
import org.waystation.relay.mailbox.Deliveries;
import org.waystation.relay.mailbox.MailboxLimits;
import org.waystation.relay.mailbox.Mailboxes;
import org.waystation.relay.mailbox.Recipient;
import org.waystation.relay.store.BrittleStore;
import org.waystation.relay.turn.InlineQueue;

/** A relay's call desk with one mailbox behind it, whose workers finish in any order that the test likes. */
final class CallRig {
    static final Entropy ENTROPY = Entropy.system();
    static final RelayId SELF = RelayId.of(new byte[32]);
    static final MailboxId BOX = MailboxId.of(new byte[32]);
    static final SendToken TOKEN = SendToken.of(new byte[32]);

    private static final SealingKey ROUTING = SealingKey.generate(ENTROPY);

    private final BrittleStore store = new BrittleStore();
    private final Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final InlineQueue queue = new InlineQueue(store, () -> now);
    private final List<Runnable> work = new ArrayList<>();
    private final List<FromRelay> pushed = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private final RoutingKey routingKey =
            new RoutingKey(ROUTING.publicKey(), now.minusSeconds(1), now.plusSeconds(1_000));
    private final Mailboxes mailboxes =
            new Mailboxes(SecretKey32.copyOf(new byte[32]), new MailboxLimits(100, 1L << 20, Duration.ofDays(21), 4));
    private final Deliveries deliveries = new Deliveries(mailboxes, mailbox -> {});
    private final CallDesk desk;
    private boolean diskHasRoom = true;

    CallRig() {
        desk = new CallDesk(
                new RequestOpener(
                        SELF, id -> id.equals(routingKey.id()) ? Optional.of(ROUTING) : Optional.empty(), ENTROPY),
                workers(),
                queue,
                mailboxes,
                deliveries,
                () -> diskHasRoom,
                ENTROPY,
                new Counted(),
                () -> now);
        try (Batch batch = store.begin()) {
            mailboxes.create(new Transaction(batch), BOX, OwnerKey.of(new byte[32]), TOKEN, false);
            batch.commit();
        }
    }

    private Executor workers() {
        return work::add;
    }

    CallLine newLine() {
        return desk.newLine();
    }

    /** A line of a partner that may ask so much in a second, at a time that the test tells. */
    PartnerDesk.Line newLine(PartnerLimits limits, InstantSource clock) {
        return new PartnerDesk(desk, new PartnerRates(limits), new Counted(), clock).newLine(SELF);
    }

    InlineQueue queue() {
        return queue;
    }

    BrittleStore store() {
        return store;
    }

    void setDiskHasRoom(boolean room) {
        diskHasRoom = room;
    }

    List<String> counted() {
        return counted;
    }

    /** Does what the workers have been given, and are given when that is done, in an order of their own. */
    void work(Random random) {
        while (!work.isEmpty()) {
            Collections.shuffle(work, random);
            List<Runnable> given = List.copyOf(work);
            work.clear();
            given.forEach(Runnable::run);
        }
    }

    void finishAll() {
        work(new Random(1));
        queue.drain();
    }

    SealedRequest.ForSending append(int envelope) {
        return append(envelope, Duration.ofHours(1));
    }

    SealedRequest.ForSending append(int envelope, Duration lifetime) {
        return append(envelope, lifetime, Optional.empty());
    }

    SealedRequest.ForSending append(int envelope, Optional<Ticket> ticket) {
        return append(envelope, Duration.ofHours(1), ticket);
    }

    private SealedRequest.ForSending append(int envelope, Duration lifetime, Optional<Ticket> ticket) {
        byte[] id = new byte[EnvelopeId.LENGTH_BYTES];
        id[0] = (byte) envelope;
        Call.Append call = new Call.Append(
                now.plus(lifetime).getEpochSecond(),
                BOX,
                TOKEN,
                EnvelopeId.of(id),
                Lane.MESSAGE,
                Bytes.wrap(new byte[1_024]));
        return SealedRequest.seal(call, SELF, routingKey, ticket, ENTROPY);
    }

    /** Envelopes in the mailbox, in order, by the first byte of their id. */
    List<Integer> stored() {
        Recipient owner = new Recipient(pushed::add, 1_000);
        pushed.clear();
        deliveries.attach(BOX, owner);
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            deliveries.catchUp(tx, BOX);
            tx.commit().forEach(Runnable::run);
        }
        deliveries.onGone(owner);
        return pushed.stream()
                .filter(FromRelay.Deliver.class::isInstance)
                .map(each -> (int) ((FromRelay.Deliver) each).envelope().toByteArray()[0])
                .toList();
    }

    /** A place for the answer to one request. */
    static final class Slot {
        private final SealedRequest.ForSending request;
        private final List<LinkMessage> answers = new ArrayList<>();

        Slot(SealedRequest.ForSending request) {
            this.request = request;
        }

        void accept(LinkMessage answer) {
            answers.add(answer);
        }

        List<LinkMessage> answers() {
            return answers;
        }

        LinkMessage only() {
            if (answers.size() != 1) {
                throw new AssertionError(answers.size() + " answers");
            }
            return answers.get(0);
        }

        Answer opened() {
            return Replies.withoutTicket(answer());
        }

        Answer answer() {
            try {
                return request.replyKey().open(((LinkMessage.Answered) only()).reply());
            } catch (ProtocolViolation violation) {
                throw new AssertionError(violation);
            }
        }
    }

    Slot send(CallLine line, SealedRequest.ForSending request) {
        return send(line, Lane.MESSAGE, request);
    }

    Slot send(CallLine line, Lane lane, SealedRequest.ForSending request) {
        Slot slot = new Slot(request);
        line.accept(lane, request.request(), slot::accept);
        return slot;
    }

    private final class Counted implements CallEvents {
        @Override
        public void onStored() {
            counted.add("stored");
        }

        @Override
        public void onDuplicate() {
            counted.add("duplicate");
        }

        @Override
        public void onRefused() {
            counted.add("refused");
        }

        @Override
        public void onUndecipherable() {
            counted.add("undecipherable");
        }

        @Override
        public void onPutOff(FaultCode why) {
            counted.add("put off " + why);
        }

        @Override
        public void onOpened(boolean byTicket) {
            if (byTicket) {
                counted.add("by ticket");
            }
        }
    }
}
