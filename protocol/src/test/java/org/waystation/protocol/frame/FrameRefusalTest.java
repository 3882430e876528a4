package org.waystation.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.protocol.Hex;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.wire.ClientFrame;
import org.waystation.protocol.wire.LinkFrame;

class FrameRefusalTest {
    /** Fields whose length may vary within a limit; every other one has exactly one. */
    private static final Set<String> OF_ANY_LENGTH =
            Set.of("voucher", "card", "standing", "one_time_curve", "one_time_kem", "reply");

    private static final int UNKNOWN_FIELD = 1000;

    static Stream<Form<?>> forms() {
        return Form.all();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void fieldOfAnotherSizeIsRefused(Form<?> form) throws Exception {
        // Given
        Message wire = wire(form);
        // Then
        for (FieldDescriptor field : bytesFields(content(wire))) {
            for (int change : new int[] {-1, 1}) {
                byte[] changed = resized(wire, field, change);
                if (OF_ANY_LENGTH.contains(field.getName())) {
                    assertEquals(
                            form.frame().correlation(), form.decoded(changed).correlation());
                } else {
                    assertEquals(FaultCode.MALFORMED, refusal(form, changed), field.getName() + " " + change);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void fieldThatIsMissingIsRefused(Form<?> form) throws Exception {
        // Given
        Message wire = wire(form);
        // Then
        for (FieldDescriptor field : bytesFields(content(wire))) {
            if (!field.isRepeated()) {
                Message without = content(wire).toBuilder().clearField(field).build();
                assertEquals(FaultCode.MALFORMED, refusal(form, with(wire, without)), field.getName());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void fieldOfANewerVersionIsIgnored(Form<?> form) throws Exception {
        // Given
        Message wire = wire(form);
        Message content =
                content(wire).toBuilder().setUnknownFields(something()).build();
        // When
        Frame<?> outside = form.decoded(
                wire.toBuilder().setUnknownFields(something()).build().toByteArray());
        Frame<?> inside = form.decoded(with(wire, content));
        // Then
        assertEquals(form.frame(), outside);
        assertEquals(form.frame(), inside);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void frameThatIsCutShortIsRefusedWhereverItIsCut(Form<?> form) {
        // Given
        byte[] body = form.body();
        // Then
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThrows(ProtocolViolation.class, () -> form.decoded(cut), "cut to " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void garbageBehindAFrameIsRefused(Form<?> form) {
        assertEquals(FaultCode.MALFORMED, refusal(form, Hex.bytes(form.hex(), "ff")));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void oversizedBodyIsRefused(Form<?> form) {
        assertEquals(FaultCode.OVERSIZED, refusal(form, new byte[Limits.MAX_FRAME_BYTES + 1]));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void randomDamageNeverCausesAnythingButAViolation(Form<?> form) {
        // Given
        Random random = new Random(5);
        byte[] good = form.body();
        // Then
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = good.clone();
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                damaged[random.nextInt(Math.min(damaged.length, 64))] = (byte) random.nextInt();
            }
            assertTrue(isReadOrRefused(form, damaged));
        }
    }

    @Test
    void unknownKindOfFrameIsRefusedAsSuch() {
        List<FrameCodec<?>> codecs = List.of(FrameCodec.toRelay(), FrameCodec.fromRelay(), FrameCodec.link());
        for (FrameCodec<?> codec : codecs) {
            assertEquals(FaultCode.UNKNOWN_FRAME, refusal(codec, Hex.bytes("08 07  c2 3e 00")));
            assertEquals(FaultCode.UNKNOWN_FRAME, refusal(codec, Hex.bytes("08 07")));
        }
    }

    @Test
    void emptyBodyIsRefused() {
        List<FrameCodec<?>> codecs = List.of(FrameCodec.toRelay(), FrameCodec.fromRelay(), FrameCodec.link());
        for (FrameCodec<?> codec : codecs) {
            assertEquals(FaultCode.MALFORMED, refusal(codec, new byte[0]));
        }
    }

    @Test
    void frameOfTheOtherDirectionIsUnknownHere() {
        FromRelayForms.all()
                .forEach(each ->
                        assertEquals(FaultCode.UNKNOWN_FRAME, refusal(FrameCodec.toRelay(), asQuestion(each.body()))));
        ToRelayForms.all()
                .forEach(each -> assertEquals(FaultCode.UNKNOWN_FRAME, refusal(FrameCodec.fromRelay(), each.body())));
    }

    @Test
    void questionWithoutACorrelationIsRefused() {
        assertEquals(FaultCode.MALFORMED, refusal(FrameCodec.toRelay(), Hex.bytes("32 00")));
    }

    @Test
    void linkAnswersWhatHasANumberOnly() {
        LinkForms.all()
                .filter(each -> each.frame().message() instanceof LinkMessage.Forward
                        || each.frame().message() instanceof LinkMessage.Answered)
                .forEach(each -> assertEquals(
                        FaultCode.MALFORMED, refusal(each, Arrays.copyOfRange(each.body(), 2, each.body().length))));
    }

    @ParameterizedTest
    @CsvSource({
        "acknowledgement of nothing,           08 07  e201 22  0a 20 MAILBOX",
        "negative acknowledgement,             08 07  e201 2d  0a 20 MAILBOX  10 ffffffffffffffffff01",
        "watch of nothing,                     08 07  8a02 00",
        "collection of nothing,                08 07  9a02 00"
    })
    void valueOutOfBoundsIsRefusedOfAClient(String what, String hex) {
        byte[] body = Hex.bytes(hex.replace("MAILBOX", ToRelayForms.MAILBOX));
        assertEquals(FaultCode.MALFORMED, refusal(FrameCodec.toRelay(), body), what);
    }

    @ParameterizedTest
    @CsvSource({
        "no lane,               18 00, 20 80a4a7da06",
        "unknown lane,          18 04, 20 80a4a7da06",
        "no expiry,             18 02, ''",
        "year ten thousand,     18 02, 20 8083d1ffaf07",
        "negative expiry,       18 02, 20 ffffffffffffffffff01"
    })
    void submitWithAValueOutOfBoundsIsRefused(String what, String lane, String expiry) {
        // Given
        String inner = "0a 10 " + ToRelayForms.SUBMISSION + " 12 20 " + ToRelayForms.RELAY + lane + expiry + " 2a a913"
                + ToRelayForms.REQUEST;
        int length = Hex.bytes(inner).length;
        // Then
        assertEquals(
                FaultCode.MALFORMED,
                refusal(FrameCodec.toRelay(), Hex.bytes("08 07  8202 ", Hex.varint(length), inner)),
                what);
    }

    @Test
    void listLongerThanTheLimitIsRefused() throws ProtocolViolation {
        // Given
        String one = "0a 10 " + ToRelayForms.SUBMISSION;
        int most = Limits.MAX_IDS_PER_FRAME;
        byte[] full = Hex.bytes("08 07  8a02 ", Hex.varint(18L * most), one.repeat(most));
        byte[] over = Hex.bytes("08 07  8a02 ", Hex.varint(18L * (most + 1)), one.repeat(most + 1));
        // Then
        assertEquals(
                7, FrameCodec.toRelay().decode(Unpooled.wrappedBuffer(full)).correlation());
        assertEquals(FaultCode.MALFORMED, refusal(FrameCodec.toRelay(), over));
    }

    private static byte[] asQuestion(byte[] body) {
        return body[0] == 0x08 ? body : Hex.bytes("08 07", Hex.of(body));
    }

    private static boolean isReadOrRefused(Form<?> form, byte[] body) {
        try {
            return form.decoded(body) != null;
        } catch (ProtocolViolation violation) {
            return violation.code() != FaultCode.OVERSIZED;
        }
    }

    private static FaultCode refusal(Form<?> form, byte[] body) {
        return assertThrows(ProtocolViolation.class, () -> form.decoded(body)).code();
    }

    private static FaultCode refusal(FrameCodec<?> codec, byte[] body) {
        return assertThrows(ProtocolViolation.class, () -> codec.decode(Unpooled.wrappedBuffer(body)))
                .code();
    }

    private static Message wire(Form<?> form) throws Exception {
        return form.frame().message() instanceof LinkMessage
                ? LinkFrame.parseFrom(form.body())
                : ClientFrame.parseFrom(form.body());
    }

    private static Message content(Message wire) {
        return (Message) wire.getField(bodyField(wire));
    }

    private static byte[] with(Message wire, Message content) {
        return wire.toBuilder().setField(bodyField(wire), content).build().toByteArray();
    }

    private static FieldDescriptor bodyField(Message wire) {
        return wire.getOneofFieldDescriptor(
                wire.getDescriptorForType().getOneofs().get(0));
    }

    private static List<FieldDescriptor> bytesFields(Message content) {
        return content.getAllFields().keySet().stream()
                .filter(each -> each.getType() == FieldDescriptor.Type.BYTES)
                .toList();
    }

    private static byte[] resized(Message wire, FieldDescriptor field, int change) {
        Message content = content(wire);
        if (!field.isRepeated()) {
            ByteString changed = resized((ByteString) content.getField(field), change);
            return with(wire, content.toBuilder().setField(field, changed).build());
        }
        List<Object> elements = new ArrayList<>((List<?>) content.getField(field));
        elements.add(resized((ByteString) elements.get(0), 1));
        return with(wire, content.toBuilder().setField(field, elements).build());
    }

    private static ByteString resized(ByteString value, int change) {
        return ByteString.copyFrom(Arrays.copyOf(value.toByteArray(), value.size() + change));
    }

    private static UnknownFieldSet something() {
        return UnknownFieldSet.newBuilder()
                .addField(
                        UNKNOWN_FIELD,
                        UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
    }
}
