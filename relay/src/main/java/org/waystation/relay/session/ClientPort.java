package org.waystation.relay.session;

import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;

/** A client's connection as decisions see it. Safe for any thread; never blocks. */
public interface ClientPort {

    void send(Frame<FromRelay> frame);

    /** The client has proved to be a member, or the owner of a mailbox: it may say more than strangers may. */
    void proved();

    /** The client has proved to be a member: it need not make room for strangers. */
    void known();

    /** Runs something on the connection's event loop. */
    void execute(Runnable action);

    /** Closes once what was sent before is out. */
    void close();

    default void push(FromRelay message) {
        send(Frame.push(message));
    }

    default void refuse(long correlation, FaultCode code) {
        send(new Frame<>(correlation, FromRelay.Refused.of(code)));
    }
}
