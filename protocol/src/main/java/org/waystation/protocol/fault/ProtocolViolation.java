package org.waystation.protocol.fault;

/**
 * The peer broke the protocol. Thrown only while decoding or authenticating, and caught in one place per connection,
 * which answers with the code, counts it and closes. Carries no content of the peer's, so it is safe to log.
 */
public final class ProtocolViolation extends Exception {
    private static final long serialVersionUID = 1L;

    private final FaultCode code;

    public ProtocolViolation(FaultCode code) {
        // A stack trace would name our code, not the peer's mistake, and costs time that a hostile peer could spend.
        super(code.words(), null, false, false);
        this.code = code;
    }

    public FaultCode code() {
        return code;
    }
}
