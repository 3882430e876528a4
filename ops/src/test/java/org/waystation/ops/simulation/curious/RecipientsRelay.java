package org.waystation.ops.simulation.curious;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waystation.ops.simulation.curious.Dossier.Part;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.ops.simulation.relays.Wire;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.ReplyKey;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.protocol.sealed.Ticket;
import org.waystation.protocol.sealed.TicketKeys;

/**
 * What the relay of the recipients has on each envelope that a partner brought, from what it recorded: it opens requests with
 * its routing keys, and knows what it answered, tickets and all.
 */
final class RecipientsRelay {
    private static final FrameCodec<LinkMessage> LINKS = FrameCodec.link();
    private static final List<Part> ROWS_OF_AN_ENVELOPE =
            List.of(Part.ENVELOPE_ROW, Part.MAILBOX_ROW, Part.EXPIRY_ROW, Part.SEEN_ROW, Part.FORGET_ROW);

    private static final int CALL_HEAD_BYTES =
            Long.BYTES + MailboxId.LENGTH_BYTES + SendToken.LENGTH_BYTES + EnvelopeId.LENGTH_BYTES + 1;

    private final RelayNode relay;
    private final Map<Bytes, Dossier> byRequest = new LinkedHashMap<>();
    private final Map<Long, Dossier> byCorrelation = new HashMap<>();
    private final Map<Dossier, ReplyKey> replyKeys = new HashMap<>();
    private final Map<EnvelopeId, Dossier> byEnvelope = new HashMap<>();
    private final Deque<Part> nextRows = new ArrayDeque<>();
    private Optional<Dossier> beingStored = Optional.empty();

    private RecipientsRelay(RelayNode relay) {
        this.relay = relay;
    }

    /** In the order in which they came. */
    static List<Dossier> dossiers(List<Sighting> sightings, RelayNode relay) throws ProtocolViolation {
        RecipientsRelay desk = new RecipientsRelay(relay);
        for (Sighting each : sightings) {
            desk.file(each);
        }
        return new ArrayList<>(desk.byRequest.values());
    }

    private void file(Sighting seen) throws ProtocolViolation {
        switch (seen.kind()) {
            case FROM_PARTNER -> fromPartner(seen, Wire.decode(LINKS, seen.frame()));
            case TO_PARTNER -> toPartner(seen, Wire.decode(LINKS, seen.frame()));
            case ROW -> row(seen);
            case FROM_CLIENT, TO_CLIENT -> {}
        }
    }

    private void fromPartner(Sighting seen, Frame<LinkMessage> frame) throws ProtocolViolation {
        if (frame.message() instanceof LinkMessage.Forward forward) {
            SealedRequest.Received received = SealedRequest.open(
                    forward.request(), relay.id(), relay.routingKeys()::find, TicketKeys.generate(new Chance(0)));
            if (received.call() instanceof Call.Append append) {
                Dossier dossier = byRequest.computeIfAbsent(forward.request(), Dossier::new);
                byCorrelation.put(frame.correlation(), dossier);
                byEnvelope.put(append.envelope(), dossier);
                replyKeys.put(dossier, received.replyKey());
                dossier.file(Part.FORWARD, seen.micros(), seen.frame());
                dossier.file(Part.CALL, seen.micros(), bytesOf(append));
            }
        }
    }

    private static byte[] bytesOf(Call.Append append) {
        return ByteBuffer.allocate(CALL_HEAD_BYTES + append.content().size())
                .putLong(append.expiresAt())
                .put(append.mailbox().toByteArray())
                .put(append.token().value().asReadOnlyBuffer())
                .put(append.envelope().toByteArray())
                .put((byte) append.lane().number())
                .put(append.content().asReadOnlyBuffer())
                .array();
    }

    private void toPartner(Sighting seen, Frame<LinkMessage> frame) throws ProtocolViolation {
        Dossier dossier = byCorrelation.get(frame.correlation());
        if (dossier != null && frame.message() instanceof LinkMessage.Answered answered) {
            byCorrelation.remove(frame.correlation());
            dossier.file(Part.RESULT, seen.micros(), seen.frame());
            Answer answer = replyKeys.get(dossier).open(answered.reply());
            if (answer instanceof Answer.Appended appended) {
                byte[] ticket = appended.ticket()
                        .map(Ticket::id)
                        .map(Bytes::toByteArray)
                        .orElse(new byte[0]);
                dossier.file(Part.ANSWER, seen.micros(), ticket);
            }
        }
    }

    /** The rows of one envelope are written one behind the other, the envelope first. */
    private void row(Sighting seen) {
        if (seen.with().equals("envelope") && seen.bytes().size() > 0) {
            byte[] id = new byte[EnvelopeId.LENGTH_BYTES];
            seen.bytes().asReadOnlyBuffer().get(id);
            beingStored = Optional.ofNullable(byEnvelope.get(EnvelopeId.of(id)));
            nextRows.clear();
            nextRows.addAll(ROWS_OF_AN_ENVELOPE);
        }
        Part part = nextRows.poll();
        if (part != null) {
            beingStored.ifPresent(each -> each.file(part, seen.micros(), withoutContent(each, seen.all())));
        }
    }

    /** The content of an envelope stands in the call already. */
    private static byte[] withoutContent(Dossier dossier, byte[] row) {
        byte[] call = dossier.part(Part.CALL).orElseThrow();
        return Splice.replace(row, Arrays.copyOfRange(call, CALL_HEAD_BYTES, call.length), new byte[0]);
    }
}
