package org.waystation.ops.simulation.curious;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waystation.ops.simulation.curious.Dossier.Part;
import org.waystation.ops.simulation.relays.Wire;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;

/** What the relay of the senders has on each message to one partner, from what it recorded. */
final class SendersRelay {
    private static final FrameCodec<ToRelay> FROM_CLIENTS = FrameCodec.toRelay();
    private static final FrameCodec<FromRelay> TO_CLIENTS = FrameCodec.fromRelay();
    private static final FrameCodec<LinkMessage> LINKS = FrameCodec.link();

    private final RelayId partner;
    private final Map<Bytes, Dossier> byRequest = new LinkedHashMap<>();
    private final Map<SubmissionId, Dossier> bySubmission = new HashMap<>();
    private final Map<String, Dossier> byQuestion = new HashMap<>();
    private final Map<Long, Dossier> byCorrelation = new HashMap<>();
    private Optional<Dossier> lastQueued = Optional.empty();

    private SendersRelay(RelayId partner) {
        this.partner = partner;
    }

    /** In the order in which they were submitted. */
    static List<Dossier> dossiers(List<Sighting> sightings, RelayId partner) throws ProtocolViolation {
        SendersRelay desk = new SendersRelay(partner);
        for (Sighting each : sightings) {
            desk.file(each);
        }
        return new ArrayList<>(desk.byRequest.values());
    }

    private void file(Sighting seen) throws ProtocolViolation {
        switch (seen.kind()) {
            case FROM_CLIENT -> fromClient(seen, Wire.decode(FROM_CLIENTS, seen.frame()));
            case TO_CLIENT -> toClient(seen, Wire.decode(TO_CLIENTS, seen.frame()));
            case TO_PARTNER -> toPartner(seen, Wire.decode(LINKS, seen.frame()));
            case FROM_PARTNER -> fromPartner(seen, Wire.decode(LINKS, seen.frame()));
            case ROW -> row(seen);
        }
    }

    private void fromClient(Sighting seen, Frame<ToRelay> frame) {
        if (frame.message() instanceof ToRelay.Submit submit
                && submit.destination().equals(partner)) {
            Dossier dossier = byRequest.computeIfAbsent(submit.request(), Dossier::new);
            bySubmission.put(submit.submission(), dossier);
            byQuestion.put(question(seen, frame.correlation()), dossier);
            dossier.file(Part.SUBMIT, seen.micros(), seen.frame());
        } else if (frame.message() instanceof ToRelay.Collect collect) {
            collect.submissions()
                    .forEach(each -> file(Part.COLLECT, seen, Optional.ofNullable(bySubmission.get(each))));
        }
    }

    private void toClient(Sighting seen, Frame<FromRelay> frame) {
        if (frame.message() instanceof FromRelay.OutcomeReady outcome) {
            file(Part.OUTCOME, seen, Optional.ofNullable(bySubmission.get(outcome.submission())));
        } else if (frame.message() instanceof FromRelay.Done) {
            file(Part.TAKEN, seen, Optional.ofNullable(byQuestion.remove(question(seen, frame.correlation()))));
        }
    }

    private static String question(Sighting seen, long correlation) {
        return seen.with() + " " + correlation;
    }

    private void toPartner(Sighting seen, Frame<LinkMessage> frame) {
        if (frame.message() instanceof LinkMessage.Forward forward && byRequest.containsKey(forward.request())) {
            byCorrelation.put(frame.correlation(), byRequest.get(forward.request()));
            file(Part.FORWARD, seen, Optional.of(byRequest.get(forward.request())));
        }
    }

    private void fromPartner(Sighting seen, Frame<LinkMessage> frame) {
        if (frame.message() instanceof LinkMessage.Answered) {
            file(Part.RESULT, seen, Optional.ofNullable(byCorrelation.remove(frame.correlation())));
        }
    }

    private void row(Sighting seen) {
        switch (seen.with()) {
            case "outbox" -> {
                lastQueued = seen.bytes().size() == 0 ? Optional.empty() : bySubmission(seen.bytes(), 0);
                file(Part.WAITING_ROW, seen, lastQueued);
            }
            case "outbox-head" -> file(Part.QUEUE_ROW, seen, lastQueued);
            case "submitted" -> file(Part.KNOWN_ROW, seen, bySubmission(seen.key(), 0));
            case "outbox-due" -> file(Part.DUE_ROW, seen, bySubmission(seen.key(), Long.BYTES));
            default -> {}
        }
    }

    private Optional<Dossier> bySubmission(Bytes bytes, int offset) {
        byte[] id = new byte[SubmissionId.LENGTH_BYTES];
        bytes.asReadOnlyBuffer().position(offset).get(id);
        return Optional.ofNullable(bySubmission.get(SubmissionId.of(id)));
    }

    private static void file(Part part, Sighting seen, Optional<Dossier> dossier) {
        dossier.ifPresent(each -> each.file(part, seen.micros(), seen.all()));
    }
}
