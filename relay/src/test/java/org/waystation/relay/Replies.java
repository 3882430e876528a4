package org.waystation.relay;

import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.SealedRequest;

/** Opens sealed replies where only the answer matters. */
public final class Replies {
    private Replies() {}

    /** The answer, but for the ticket that comes with it. */
    public static Answer open(SealedRequest.ForSending request, Bytes reply) throws ProtocolViolation {
        Answer answer = request.replyKey().open(reply);
        return answer instanceof Answer.Appended appended ? new Answer.Appended(appended.duplicate()) : answer;
    }
}
