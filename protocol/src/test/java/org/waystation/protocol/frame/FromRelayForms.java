package org.waystation.protocol.frame;

import static org.waystation.protocol.frame.ToRelayForms.MAILBOX;
import static org.waystation.protocol.frame.ToRelayForms.SUBMISSION;
import static org.waystation.protocol.frame.ToRelayForms.TIME;
import static org.waystation.protocol.frame.ToRelayForms.TIME_SECONDS;
import static org.waystation.protocol.frame.ToRelayForms.mailbox;
import static org.waystation.protocol.frame.ToRelayForms.submission;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.waystation.protocol.Hex;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.EnvelopeId;

/** Every message of a relay to a client, with its bytes. */
final class FromRelayForms {
    private static final String NONCE = "11".repeat(32);
    private static final String ENVELOPE = "99".repeat(16);
    private static final String CONTENT = "aa".repeat(1024);

    private FromRelayForms() {}

    static Stream<Form<FromRelay>> all() {
        return Stream.of(
                answer(
                        new FromRelay.Welcome(1, Hex.value(NONCE), Hex.value("ca4d"), TIME_SECONDS, 64),
                        "1a 30  08 01  12 20 " + NONCE + " 1a 02 ca4d  20 " + TIME + " 28 40"),
                answer(new FromRelay.Done(), "22 00"),
                answer(new FromRelay.Done(Optional.of(FaultNumber.of(FaultCode.PARTNER_HELD))), "22 02  08 2f"),
                answer(new FromRelay.Refused(FaultNumber.of(FaultCode.MAILBOX_FULL), 60), "2a 04  08 1f  10 3c"),
                answer(FromRelay.Refused.of(FaultCode.MAILBOX_FULL), "2a 02  08 1f"),
                answer(new FromRelay.Refused(new FaultNumber(999), 0), "2a 03  08 e707"),
                answer(new FromRelay.Pong(), "3a 00"),
                answer(new FromRelay.PrekeyStock(31, 6, OptionalLong.empty()), "ba01 04  08 1f  10 06"),
                answer(new FromRelay.PrekeyStock(31, 6, OptionalLong.of(300)), "ba01 07  08 1f  10 06  18 ac02"),
                answer(new FromRelay.PrekeyStock(0, 0, OptionalLong.of(0)), "ba01 02  18 00"),
                answer(new FromRelay.PrekeyStock(0, 0, OptionalLong.empty()), "ba01 00"),
                answer(new FromRelay.CardReply(Hex.value("ca4d")), "fa01 04  0a 02 ca4d"),
                push(
                        new FromRelay.Deliver(
                                mailbox(), 42, EnvelopeId.of(Hex.bytes(ENVELOPE)), TIME_SECONDS, Hex.value(CONTENT)),
                        "ca01 bf08  0a 20 " + MAILBOX + " 10 2a  1a 10 " + ENVELOPE + " 20 " + TIME + " 2a 8008 "
                                + CONTENT),
                push(new FromRelay.CaughtUp(mailbox()), "d201 22  0a 20 " + MAILBOX),
                push(new FromRelay.Detached(mailbox()), "da01 22  0a 20 " + MAILBOX),
                push(
                        FromRelay.OutcomeReady.reply(submission(), Hex.value("0102030405")),
                        "9202 19  0a 10 " + SUBMISSION + " 12 05 0102030405"),
                push(
                        FromRelay.OutcomeReady.failure(submission(), FaultNumber.of(FaultCode.EXPIRED)),
                        "9202 14  0a 10 " + SUBMISSION + " 18 2a"));
    }

    private static Form<FromRelay> answer(FromRelay message, String body) {
        return new Form<>(FrameCodec.fromRelay(), new Frame<>(7, message), "08 07 " + body);
    }

    private static Form<FromRelay> push(FromRelay message, String body) {
        return new Form<>(FrameCodec.fromRelay(), Frame.push(message), body);
    }
}
