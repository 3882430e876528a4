package org.waystation.relay;

import java.util.Optional;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.SealedRequest;

/** Opens sealed replies where only the answer matters. */
public final class Replies {
    private Replies() {}

    /** The answer, but for the ticket that comes with it. */
    public static Answer open(SealedRequest.ForSending request, Bytes reply) throws ProtocolViolation {
        return withoutTicket(request.replyKey().open(reply));
    }

    /** Tickets are random; what is compared leaves them out. */
    public static Answer withoutTicket(Answer answer) {
        return answer instanceof Answer.Appended appended
                ? new Answer.Appended(appended.duplicate(), Optional.empty())
                : answer;
    }
}
