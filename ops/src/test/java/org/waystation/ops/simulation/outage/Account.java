package org.waystation.ops.simulation.outage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waystation.federation.store.Table;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.ReplyKey;
import org.waystation.protocol.sealed.SealedRequest;

/** Everything that members of one relay submit for one mailbox at another, and whether it is there: each once, in order. */
final class Account {
    private static final Duration LIFETIME = Duration.ofDays(20);

    private final RelayNode destination;
    private final Chance chance;
    private final MailboxId mailbox;
    private final SendToken token;
    private final Map<Lane, List<EnvelopeId>> submitted = new LinkedHashMap<>();
    private final Map<SubmissionId, ReplyKey> open = new HashMap<>();

    Account(RelayNode destination, Chance chance) {
        this.destination = destination;
        this.chance = chance;
        this.mailbox = MailboxId.of(chance.bytes(MailboxId.LENGTH_BYTES));
        this.token = SendToken.of(chance.bytes(SendToken.LENGTH_BYTES));
    }

    ToRelay.CreateMailbox creation() {
        OwnerKey owner = OwnerKey.of(SigningKey.generate(chance).verifyingKey().bytes());
        return new ToRelay.CreateMailbox(mailbox, owner, token, false);
    }

    /** The next request, which counts as submitted. */
    ToRelay.Submit next(Instant now) {
        Lane lane = chance.happens(0.5) ? Lane.MESSAGE : Lane.BULK;
        EnvelopeId envelope = EnvelopeId.of(chance.bytes(EnvelopeId.LENGTH_BYTES));
        long expiresAt = now.plus(LIFETIME).getEpochSecond();
        Bytes content = Bytes.wrap(chance.bytes(SizeClass.SMALL.envelopeBytes()));
        SealedRequest.ForSending sealed = SealedRequest.seal(
                new Call.Append(expiresAt, mailbox, token, envelope, lane, content),
                destination.id(),
                destination.card().card().routingKeyAt(now).orElseThrow(),
                java.util.Optional.empty(),
                chance);
        SubmissionId submission = SubmissionId.of(chance.bytes(SubmissionId.LENGTH_BYTES));
        submitted.computeIfAbsent(lane, unused -> new ArrayList<>()).add(envelope);
        open.put(submission, sealed.replyKey());
        return new ToRelay.Submit(submission, destination.id(), lane, expiresAt, sealed.request());
    }

    int size() {
        return open.size();
    }

    List<SubmissionId> submissions() {
        return List.copyOf(open.keySet());
    }

    /** What is wrong, in words: empty if each request is in the mailbox once, behind the one before it in its lane. */
    List<String> discrepancies() {
        List<EnvelopeId> there = inTheMailbox();
        List<String> wrong = new ArrayList<>();
        if (new HashSet<>(there).size() != there.size()) {
            wrong.add("something is there twice");
        }
        submitted.forEach((lane, envelopes) -> {
            List<EnvelopeId> ofTheLane =
                    there.stream().filter(envelopes::contains).toList();
            if (!ofTheLane.equals(envelopes)) {
                wrong.add(lane + " at " + destination.name() + ": " + ofTheLane.size() + " of " + envelopes.size()
                        + " are there, or in another order");
            }
        });
        return wrong;
    }

    private List<EnvelopeId> inTheMailbox() {
        byte[] row = destination.rowOf(mailbox).toByteArray();
        List<EnvelopeId> there = new ArrayList<>();
        destination.disk().visit(new Table("envelope"), (key, value) -> {
            if (Arrays.equals(key, 0, row.length, row, 0, row.length)) {
                there.add(EnvelopeId.of(Arrays.copyOf(value, EnvelopeId.LENGTH_BYTES)));
            }
            return true;
        });
        return there;
    }

    /** How many of the outcomes say that the envelope is in the mailbox. */
    long settled(Map<SubmissionId, FromRelay.OutcomeReady> outcomes) {
        return open.entrySet().stream()
                .filter(each -> outcomes.containsKey(each.getKey()))
                .filter(each -> saysAppended(each.getValue(), outcomes.get(each.getKey())))
                .count();
    }

    private static boolean saysAppended(ReplyKey key, FromRelay.OutcomeReady outcome) {
        try {
            return outcome.reply().isPresent() && key.open(outcome.reply().get()) instanceof Answer.Appended;
        } catch (ProtocolViolation unreadable) {
            return false;
        }
    }
}
