package org.waystation.protocol.envelope;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.wire.Receipts;

/**
 * Plain text of one message between two people. Any part may be absent: a receipt travels alone, or with a text.
 *
 * @param number rises by one with every text of one direction; 0 if there is no text
 * @param sentAt Unix seconds by the sender's clock: shown, never trusted
 * @param callsItself how the sender chose to be introduced: shown as a claim, never trusted
 * @param received numbers of texts that are now on the sender's device
 * @param read numbers of texts that the person has been shown
 * @param succession which identity the sender was known by before; nothing until its signatures are checked
 */
public record Content(
        long number,
        long sentAt,
        Optional<String> text,
        Optional<SignedAddress> address,
        Optional<String> callsItself,
        List<Long> received,
        List<Long> read,
        Optional<Succession> succession) {
    /** More receipts than this do not fit the smallest class; the rest goes with the next message. */
    public static final int MAX_RECEIPTS = 64;

    /** No conversation has more texts than this; sums of numbers stay far from the end of a long. */
    public static final long MAX_NUMBER = 1L << 48;

    /** Code points of the longest name. */
    public static final int MAX_NAME_CHARACTERS = 64;

    public Content {
        received = List.copyOf(received);
        read = List.copyOf(read);
        if (number < 0
                || number > MAX_NUMBER
                || (number > 0) != text.isPresent()
                || !Limits.isTime(sentAt)
                || received.size() > MAX_RECEIPTS
                || read.size() > MAX_RECEIPTS
                || callsItself
                        .filter(name -> name.codePointCount(0, name.length()) > MAX_NAME_CHARACTERS)
                        .isPresent()
                || callsItself.flatMap(TextRules::objection).isPresent()
                || text.flatMap(TextRules::objection).isPresent()) {
            throw new IllegalArgumentException("content out of bounds");
        }
    }

    /** An address with the signature that came with it. */
    public record SignedAddress(Address address, Bytes signature) {}

    /** A message that carries nothing yet; the {@code with} methods add to it. */
    public static Content empty(long sentAt) {
        return new Content(
                0,
                sentAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    public Content withText(long textNumber, String value) {
        return new Content(textNumber, sentAt, Optional.of(value), address, callsItself, received, read, succession);
    }

    public Content withAddress(SignedAddress value) {
        return new Content(number, sentAt, text, Optional.of(value), callsItself, received, read, succession);
    }

    public Content withName(String value) {
        return new Content(number, sentAt, text, address, Optional.of(value), received, read, succession);
    }

    public Content withReceipts(List<Long> nowReceived, List<Long> nowRead) {
        return new Content(number, sentAt, text, address, callsItself, nowReceived, nowRead, succession);
    }

    public Content withSuccession(Succession value) {
        return new Content(number, sentAt, text, address, callsItself, received, read, Optional.of(value));
    }

    /** Unpadded bytes. */
    public byte[] encode() {
        var wire = org.waystation.protocol.wire.Content.newBuilder()
                .setNumber(number)
                .setSentAt(sentAt);
        text.ifPresent(wire::setText);
        callsItself.ifPresent(wire::setCallsItself);
        address.ifPresent(value -> wire.setAddress(encode(value)));
        succession.ifPresent(value -> wire.setSuccession(value.toWire()));
        if (!received.isEmpty() || !read.isEmpty()) {
            wire.setReceipts(Receipts.newBuilder().addAllReceived(received).addAllRead(read));
        }
        return wire.build().toByteArray();
    }

    /**
     * Reads what {@link #encode()} wrote.
     *
     * @throws ProtocolViolation {@link FaultCode#MALFORMED}
     */
    public static Content decode(byte[] encoded) throws ProtocolViolation {
        try {
            var wire = org.waystation.protocol.wire.Content.parseFrom(encoded);
            return new Content(
                    wire.getNumber(),
                    wire.getSentAt(),
                    Optional.of(wire.getText()).filter(value -> !value.isEmpty()),
                    wire.hasAddress() ? Optional.of(decode(wire.getAddress())) : Optional.empty(),
                    Optional.of(wire.getCallsItself()).filter(value -> !value.isEmpty()),
                    wire.getReceipts().getReceivedList(),
                    wire.getReceipts().getReadList(),
                    wire.hasSuccession() ? Optional.of(Succession.ofWire(wire.getSuccession())) : Optional.empty());
        } catch (InvalidProtocolBufferException | IllegalArgumentException | CryptoRefused malformed) {
            throw new ProtocolViolation(FaultCode.MALFORMED);
        }
    }

    private static org.waystation.protocol.wire.Address encode(SignedAddress signed) {
        Address address = signed.address();
        return org.waystation.protocol.wire.Address.newBuilder()
                .setSequence(address.sequence())
                .setRelay(ByteString.copyFrom(address.relay().toByteArray()))
                .setRelayName(address.relayName())
                .setMailbox(ByteString.copyFrom(address.mailbox().toByteArray()))
                .setSendToken(ByteString.copyFrom(address.token().toByteArray()))
                .setSignature(ByteString.copyFrom(signed.signature().toByteArray()))
                .build();
    }

    private static SignedAddress decode(org.waystation.protocol.wire.Address wire) {
        return new SignedAddress(
                new Address(
                        wire.getSequence(),
                        RelayId.of(wire.getRelay().toByteArray()),
                        wire.getRelayName(),
                        MailboxId.of(wire.getMailbox().toByteArray()),
                        SendToken.of(wire.getSendToken().toByteArray())),
                Bytes.wrap(wire.getSignature().toByteArray())
                        .requireSize(Limits.SIGNATURE_BYTES, "signature of an address"));
    }

    @Override
    public String toString() {
        return "Content[REDACTED]";
    }
}
