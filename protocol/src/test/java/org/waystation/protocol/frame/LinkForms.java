package org.waystation.protocol.frame;

import static org.waystation.protocol.frame.ToRelayForms.RELAY;
import static org.waystation.protocol.frame.ToRelayForms.REQUEST;
import static org.waystation.protocol.frame.ToRelayForms.TIME;
import static org.waystation.protocol.frame.ToRelayForms.TIME_SECONDS;
import static org.waystation.protocol.frame.ToRelayForms.relay;

import java.util.stream.Stream;
import org.waystation.protocol.Hex;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.limits.Lane;

/** Every message between relays, with its bytes. */
final class LinkForms {
    private static final String INSTANCE = "ab".repeat(16);

    private LinkForms() {}

    static Stream<Form<LinkMessage>> all() {
        return Stream.of(
                push(
                        new LinkMessage.Hello(1, 1, relay(), Hex.value(INSTANCE), 128, TIME_SECONDS, 9),
                        "12 43  08 01  10 01  1a 20 " + RELAY + " 22 10 " + INSTANCE + " 28 8001  30 " + TIME
                                + " 38 09"),
                push(new LinkMessage.Card(Hex.value("010203")), "42 05  0a 03 010203"),
                numbered(
                        new LinkMessage.Forward(Hex.value(REQUEST), Lane.MESSAGE),
                        "1a ae13  0a a913 " + REQUEST + " 10 02"),
                numbered(new LinkMessage.Answered(Hex.value("010203")), "22 05  0a 03 010203"),
                numbered(new LinkMessage.Temporary(FaultNumber.of(FaultCode.BUSY), 30), "22 06  12 04  08 0a  10 1e"),
                numbered(new LinkMessage.Permanent(FaultNumber.of(FaultCode.UNDECIPHERABLE)), "22 04  1a 02  08 2b"),
                push(new LinkMessage.Ping(), "2a 00"),
                numbered(new LinkMessage.Pong(), "32 00"),
                push(new LinkMessage.Closing(FaultNumber.of(FaultCode.LINK_REPLACED)), "3a 02  08 2e"));
    }

    private static Form<LinkMessage> numbered(LinkMessage message, String body) {
        return new Form<>(FrameCodec.link(), new Frame<>(7, message), "08 07 " + body);
    }

    private static Form<LinkMessage> push(LinkMessage message, String body) {
        return new Form<>(FrameCodec.link(), Frame.push(message), body);
    }
}
