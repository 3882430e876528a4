package org.waystation.ops.faults.people;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.waystation.ops.bench.load.Mailbox;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;

/** All letters of a trial, sealed beforehand: the smallest class, random content, an id each. Immutable. */
public final class Letters {
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final List<ToRelay.Submit> submits;
    private final List<SealedRequest.ForSending> sealed;
    private final Map<Bytes, Integer> numbers = new HashMap<>();

    private record Letter(ToRelay.Submit submit, SealedRequest.ForSending sealed) {}

    private Letters(List<Letter> letters) {
        this.submits = letters.stream().map(Letter::submit).toList();
        this.sealed = letters.stream().map(Letter::sealed).toList();
        for (int i = 0; i < submits.size(); i++) {
            numbers.put(submits.get(i).submission().value(), i);
        }
    }

    /** Seals them on all cores. */
    public static Letters seal(Course course, List<Mailbox> mailboxes, RelayCard destination) {
        long expiresAt = Limits.coarselyAfter(Instant.now().plus(LIFETIME)).getEpochSecond();
        return seal(course, mailboxes, destination, expiresAt);
    }

    /** The same, to expire when that many seconds of Unix time have passed. */
    public static Letters seal(Course course, List<Mailbox> mailboxes, RelayCard destination, long expiresAt) {
        Instant now = Instant.now();
        RoutingKey key = destination.routingKeyAt(now).orElseThrow();
        return new Letters(IntStream.range(0, course.letters())
                .parallel()
                .mapToObj(number -> letter(mailboxes.get(course.mailboxOf(number)), destination, key, expiresAt))
                .toList());
    }

    private static Letter letter(Mailbox mailbox, RelayCard destination, RoutingKey key, long expiresAt) {
        Entropy entropy = Entropy.system();
        Bytes id = Bytes.wrap(entropy.bytes(EnvelopeId.LENGTH_BYTES));
        Call.Append call = new Call.Append(
                expiresAt,
                mailbox.id(),
                mailbox.token(),
                new EnvelopeId(id),
                Lane.MESSAGE,
                Bytes.wrap(entropy.bytes(SizeClass.SMALL.envelopeBytes())));
        SealedRequest.ForSending sealed = SealedRequest.seal(call, destination.relay(), key, Optional.empty(), entropy);
        return new Letter(
                new ToRelay.Submit(
                        new SubmissionId(id), destination.relay(), Lane.MESSAGE, expiresAt, sealed.request()),
                sealed);
    }

    ToRelay.Submit submit(int number) {
        return submits.get(number);
    }

    /** The letter of a submission, if it is one of these. */
    Optional<Integer> numberOf(SubmissionId submission) {
        return Optional.ofNullable(numbers.get(submission.value()));
    }

    /** The letter of an envelope, if it is one of these. */
    Optional<Integer> numberOf(EnvelopeId envelope) {
        return Optional.ofNullable(numbers.get(envelope.value()));
    }

    /** What a sealed reply says if it says that the letter is in its mailbox. */
    Optional<Answer.Appended> appended(int number, Bytes reply) {
        try {
            return sealed.get(number).replyKey().open(reply) instanceof Answer.Appended appended
                    ? Optional.of(appended)
                    : Optional.empty();
        } catch (ProtocolViolation forged) {
            return Optional.empty();
        }
    }
}
