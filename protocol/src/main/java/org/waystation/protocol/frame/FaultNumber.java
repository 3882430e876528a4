package org.waystation.protocol.frame;

import java.util.Optional;
import org.waystation.protocol.fault.FaultCode;

/** A fault as it was on the wire: the number is kept even where only a newer peer knows what it means. */
public record FaultNumber(int number) {

    public static FaultNumber of(FaultCode code) {
        return new FaultNumber(code.number());
    }

    /** The code, if this version knows it. */
    public Optional<FaultCode> code() {
        return FaultCode.ofNumber(number);
    }

    public boolean is(FaultCode code) {
        return number == code.number();
    }

    /** Whether the same may succeed later. Of a fault that only a newer version knows that is assumed. */
    public boolean mayPass() {
        return code().map(each -> each.retry() == FaultCode.Retry.LATER).orElse(true);
    }

    /** What happened, as the middle of a sentence to a person. */
    public String words() {
        return code().map(FaultCode::words).orElse("a fault that only a newer version knows (number " + number + ")");
    }
}
