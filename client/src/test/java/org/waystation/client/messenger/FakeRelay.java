package org.waystation.client.messenger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.card.Tombstone;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.link.Voucher;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.OpaqueBundle;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.protocol.sealed.TicketKeys;

/** What a relay keeps and does, as simple as it can be; {@link FakeConnection} is how one client sees it. */
final class FakeRelay {
    static final class Envelope {
        final long sequence;
        final EnvelopeId id;
        final Bytes content;

        Envelope(long sequence, EnvelopeId id, Bytes content) {
            this.sequence = sequence;
            this.id = id;
            this.content = content;
        }
    }

    static final class Box {
        final ToRelay.CreateMailbox made;
        final Deque<Envelope> envelopes = new ArrayDeque<>();
        final Set<EnvelopeId> known = new HashSet<>();
        Bytes standing = Bytes.wrap(new byte[0]);
        final Deque<Bytes> curves = new ArrayDeque<>();
        final Deque<Bytes> kems = new ArrayDeque<>();

        /** The newest one-time prekeys of each kind that it keeps. */
        int keepsPrekeys = Integer.MAX_VALUE;

        long publication;

        Box(ToRelay.CreateMailbox made) {
            this.made = made;
        }

        FromRelay.PrekeyStock publish(ToRelay.PublishPrekeys message) {
            long before = publication;
            if (message.publication() > before) {
                publication = message.publication();
                if (message.replace()) {
                    curves.clear();
                    kems.clear();
                }
                curves.addAll(message.oneTimeCurve());
                kems.addAll(message.oneTimeKem());
                while (kems.size() > keepsPrekeys) {
                    kems.remove();
                    curves.remove();
                }
            }
            return new FromRelay.PrekeyStock(curves.size(), kems.size(), OptionalLong.of(before));
        }
    }

    final String name;
    final String endpoint;
    final SigningKey identity;
    final RelayId id;
    final Bytes pin;
    final Map<MailboxId, Box> boxes = new LinkedHashMap<>();
    final Map<RelayId, FakeRelay> partners = new HashMap<>();
    final List<FakeConnection> connections = new ArrayList<>();

    /** Requests that were taken, by submission; what a test compares to find a repeat. */
    final List<ToRelay.Submit> taken = new ArrayList<>();

    /** Answers that wait to be collected. */
    final Map<SubmissionId, Optional<Bytes>> replies = new LinkedHashMap<>();

    final Map<SubmissionId, FaultCode> failures = new HashMap<>();
    final Deque<ToRelay.Submit> outbox = new ArrayDeque<>();

    /** Everything that was asked, on whichever connection. */
    final List<ToRelay> asked = new ArrayList<>();

    /** Questions of these kinds are refused, and nothing comes of them. */
    final Map<Class<? extends ToRelay>, FaultCode> refuses = new HashMap<>();

    /** How many seconds whoever is refused is told to wait; 0 for no advice. */
    int advisesSeconds;

    /** While true, what is submitted stays in the outbox. */
    boolean linkDown;

    /** What whoever submits is told about why it will not go soon. */
    Optional<FaultNumber> waitsBecause = Optional.empty();

    /** While true, the outcome of a submission is told before the answer to it. */
    boolean outcomesOvertakeAnswers;

    /** If present, every append is refused with it. */
    Optional<FaultCode> refusesAppends = Optional.empty();

    /** So many appends more; after them every mailbox is full. */
    int roomForAppends = Integer.MAX_VALUE;

    /** So many submissions more; after them the outbox is full. */
    int roomForSubmissions = Integer.MAX_VALUE;

    private final FakeClock clock;
    private final Entropy entropy;
    private SealingKey routing;

    /** Of each request that was opened, in order, whether a ticket opened it. */
    final List<Boolean> openedByTicket = new ArrayList<>();

    private TicketKeys tickets;
    private RelayCard card;
    private long nextSequence = 1;

    FakeRelay(String name, FakeClock clock, Entropy entropy) {
        this(name, "127.0.0.1:7001", Bytes.wrap(entropy.bytes(32)), clock, entropy);
    }

    FakeRelay(String name, String endpoint, Bytes pin, FakeClock clock, Entropy entropy) {
        this.endpoint = endpoint;
        this.name = name;
        this.clock = clock;
        this.entropy = entropy;
        this.identity = SigningKey.generate(entropy);
        this.id = RelayId.of(identity.verifyingKey().bytes());
        this.pin = pin;
        this.routing = SealingKey.generate(entropy);
        this.tickets = TicketKeys.generate(entropy);
        this.card = newCard(1);
        partners.put(id, this);
    }

    private RelayCard newCard(long sequence) {
        return new RelayCard(
                id,
                name,
                sequence,
                clock.instant(),
                clock.instant().plus(Duration.ofDays(90)),
                List.of(endpoint),
                List.of(pin),
                List.of(new RoutingKey(
                        routing.publicKey(), clock.instant(), clock.instant().plus(Duration.ofDays(60)))));
    }

    /** A new routing key; requests to the old one do not open any more. */
    void rotateRoutingKey() {
        routing = SealingKey.generate(entropy);
        card = newCard(card.sequence() + 1);
    }

    /** The relay says that it closes for good. */
    void retire(Instant since) {
        RelayCard last = newCard(card.sequence() + 1);
        card = new RelayCard(
                id,
                name,
                last.sequence(),
                last.issuedAt(),
                last.expiresAt(),
                last.endpoints(),
                last.tlsPins(),
                last.routingKeys(),
                Optional.of(new Tombstone(since, Optional.empty())));
    }

    SignedCard card() {
        return card.sign(identity);
    }

    Voucher voucher() {
        return new Voucher(name, id, endpoint, Bytes.wrap(entropy.bytes(32)));
    }

    void federateWith(FakeRelay other) {
        partners.put(other.id, other);
        other.partners.put(id, this);
    }

    /** Carries what can be carried; every outcome is pushed to whoever watches. */
    void carry() {
        while (!linkDown && !outbox.isEmpty()) {
            ToRelay.Submit next = outbox.remove();
            FakeRelay partner = partners.get(next.destination());
            if (partner == null) {
                failures.put(next.submission(), FaultCode.UNKNOWN_RELAY);
            } else {
                partner.answer(next, this);
            }
            connections.forEach(each -> each.pushOutcome(next.submission()));
        }
    }

    /** As a start does. */
    void forgetTickets() {
        tickets = TicketKeys.generate(entropy);
    }

    private void answer(ToRelay.Submit submit, FakeRelay asker) {
        try {
            Bytes keyId = RoutingKey.idOf(routing.publicKey());
            SealedRequest.Received received = SealedRequest.open(
                    submit.request(),
                    id,
                    wanted -> wanted.equals(keyId) ? Optional.of(routing) : Optional.empty(),
                    tickets);
            Answer answer = received.call().match(new Calls());
            openedByTicket.add(received.byTicket());
            asker.replies.put(
                    submit.submission(), Optional.of(received.replyKey().seal(answer, entropy)));
        } catch (ProtocolViolation e) {
            asker.failures.put(submit.submission(), e.code());
        }
    }

    private final class Calls implements Call.Cases<Answer> {
        @Override
        public Answer append(Call.Append call) {
            if (refusesAppends.isPresent()) {
                return Answer.Refused.of(refusesAppends.get());
            }
            if (roomForAppends <= 0) {
                return Answer.Refused.of(FaultCode.MAILBOX_FULL);
            }
            return boxFor(call.mailbox(), call.token())
                    .<Answer>map(box -> FakeRelay.this.append(box, call))
                    .orElseGet(() -> Answer.Refused.of(FaultCode.UNKNOWN_MAILBOX));
        }

        @Override
        public Answer fetchPrekeys(Call.FetchPrekeys call) {
            return boxFor(call.frontDoor(), call.linkToken())
                    .map(FakeRelay::bundle)
                    .orElseGet(() -> Answer.Refused.of(FaultCode.UNKNOWN_MAILBOX));
        }

        private Optional<Box> boxFor(MailboxId mailbox, SendToken token) {
            return Optional.ofNullable(boxes.get(mailbox))
                    .filter(box -> box.made.token().equals(token));
        }
    }

    private Answer append(Box box, Call.Append call) {
        if (!box.known.add(call.envelope())) {
            return new Answer.Appended(true, Optional.empty());
        }
        roomForAppends--;
        put(box, call.envelope(), call.content());
        return new Answer.Appended(false, Optional.of(tickets.issue(entropy)));
    }

    /** Puts an envelope into a mailbox, whoever made it. */
    void put(Box box, EnvelopeId envelope, Bytes content) {
        Envelope stored = new Envelope(nextSequence++, envelope, content);
        box.envelopes.add(stored);
        connections.forEach(each -> each.pushEnvelope(box.made.mailbox(), stored));
    }

    private static Answer bundle(Box box) {
        return new Answer.Prekeys(OpaqueBundle.encode(
                box.standing, Optional.ofNullable(box.curves.poll()), Optional.ofNullable(box.kems.poll())));
    }

    long timesAsked(Class<? extends ToRelay> kind) {
        return asked.stream().filter(kind::isInstance).count();
    }

    int envelopesWaiting() {
        return boxes.values().stream().mapToInt(box -> box.envelopes.size()).sum();
    }
}
