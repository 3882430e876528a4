package org.waystation.protocol.frame;

import java.util.List;
import java.util.stream.Stream;
import org.waystation.protocol.Hex;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;

/** Every message of a client, with its bytes. */
final class ToRelayForms {
    static final String MAILBOX = "33".repeat(32);
    static final String OWNER = "44".repeat(32);
    static final String TOKEN = "55".repeat(32);
    static final String RELAY = "66".repeat(32);
    static final String MEMBER = "11".repeat(32);
    static final String SIGNATURE = "22".repeat(64);
    static final String SUBMISSION = "77".repeat(16);
    static final String ANOTHER = "78".repeat(16);

    /** A sealed request of the smallest class: 1 + 8 + 1120 + 1024 + 256 + 16 bytes. */
    static final String REQUEST = "88".repeat(2473);

    /** 1 800 000 000 as a varint. */
    static final String TIME = "80a4a7da06";

    static final long TIME_SECONDS = 1_800_000_000L;

    private ToRelayForms() {}

    static Stream<Form<ToRelay>> all() {
        return Stream.of(
                form(new ToRelay.Hello(1, 1), "12 04  08 01  10 01"),
                form(new ToRelay.Ping(), "32 00"),
                form(
                        new ToRelay.Redeem(Hex.value("aabbcc"), member(), signature()),
                        "52 69  0a 03 aabbcc  12 20 " + MEMBER + " 1a 40 " + SIGNATURE),
                form(new ToRelay.Login(member(), signature()), "5a 64  0a 20 " + MEMBER + " 12 40 " + SIGNATURE),
                form(
                        new ToRelay.CreateMailbox(mailbox(), owner(), token(), true),
                        "a201 68  0a 20 " + MAILBOX + " 12 20 " + OWNER + " 1a 20 " + TOKEN + " 20 01"),
                form(
                        new ToRelay.CreateMailbox(mailbox(), owner(), token(), false),
                        "a201 66  0a 20 " + MAILBOX + " 12 20 " + OWNER + " 1a 20 " + TOKEN),
                form(new ToRelay.DeleteMailbox(mailbox()), "aa01 22  0a 20 " + MAILBOX),
                form(
                        new ToRelay.PublishPrekeys(
                                mailbox(),
                                Hex.value("a1a2"),
                                List.of(Hex.value("c1"), Hex.value("c2")),
                                List.of(Hex.value("d1d2d3")),
                                0,
                                false),
                        "b201 31  0a 20 " + MAILBOX + " 12 02 a1a2  1a 01 c1  1a 01 c2  22 03 d1d2d3"),
                form(
                        new ToRelay.PublishPrekeys(mailbox(), Hex.value("a1a2"), List.of(), List.of(), 300, true),
                        "b201 2b  0a 20 " + MAILBOX + " 12 02 a1a2  28 ac02  30 01"),
                form(new ToRelay.Attach(mailbox(), signature()), "c201 64  0a 20 " + MAILBOX + " 12 40 " + SIGNATURE),
                form(new ToRelay.Acknowledge(mailbox(), 300), "e201 25  0a 20 " + MAILBOX + " 10 ac02"),
                form(new ToRelay.GetCard(relay()), "f201 22  0a 20 " + RELAY),
                form(
                        new ToRelay.Submit(submission(), relay(), Lane.MESSAGE, TIME_SECONDS, Hex.value(REQUEST)),
                        "8202 e813  0a 10 " + SUBMISSION + " 12 20 " + RELAY + " 18 02  20 " + TIME + " 2a a913 "
                                + REQUEST),
                form(
                        new ToRelay.Watch(List.of(submission(), SubmissionId.of(Hex.bytes(ANOTHER)))),
                        "8a02 24  0a 10 " + SUBMISSION + " 0a 10 " + ANOTHER),
                form(new ToRelay.Collect(List.of(submission())), "9a02 12  0a 10 " + SUBMISSION));
    }

    private static Form<ToRelay> form(ToRelay message, String body) {
        return new Form<>(FrameCodec.toRelay(), new Frame<>(7, message), "08 07 " + body);
    }

    static MailboxId mailbox() {
        return MailboxId.of(Hex.bytes(MAILBOX));
    }

    static RelayId relay() {
        return RelayId.of(Hex.bytes(RELAY));
    }

    static SubmissionId submission() {
        return SubmissionId.of(Hex.bytes(SUBMISSION));
    }

    private static OwnerKey owner() {
        return OwnerKey.of(Hex.bytes(OWNER));
    }

    private static SendToken token() {
        return SendToken.of(Hex.bytes(TOKEN));
    }

    private static MemberKey member() {
        return MemberKey.of(Hex.bytes(MEMBER));
    }

    private static Bytes signature() {
        return Hex.value(SIGNATURE);
    }
}
