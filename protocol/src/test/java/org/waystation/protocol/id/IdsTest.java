package org.waystation.protocol.id;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ReadOnlyBufferException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdsTest {
    record Kind(String name, int length, Function<byte[], Object> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("RelayId", 32, RelayId::of),
                new Kind("MailboxId", 32, MailboxId::of),
                new Kind("MemberKey", 32, MemberKey::of),
                new Kind("OwnerKey", 32, OwnerKey::of),
                new Kind("SendToken", 32, SendToken::of),
                new Kind("EnvelopeId", 16, EnvelopeId::of),
                new Kind("SubmissionId", 16, SubmissionId::of));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void idHasItsLengthAndNoOther(Kind kind) {
        assertEquals(kind.of().apply(new byte[kind.length()]), kind.of().apply(new byte[kind.length()]));
        assertThrows(IllegalArgumentException.class, () -> kind.of().apply(new byte[kind.length() - 1]));
        assertThrows(IllegalArgumentException.class, () -> kind.of().apply(new byte[kind.length() + 1]));
        assertThrows(IllegalArgumentException.class, () -> kind.of().apply(new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void idNeverShowsItsBytes(Kind kind) {
        // Given
        byte[] bytes = new byte[kind.length()];
        bytes[0] = 0x5a;
        // Then
        assertFalse(kind.of().apply(bytes).toString().matches("(?i).*(5a|90,).*"));
    }

    @Test
    void bytesDoNotChangeWithTheirSource() {
        // Given
        byte[] source = {1, 2, 3};
        Bytes bytes = Bytes.copyOf(source);
        // When
        source[0] = 9;
        bytes.toByteArray()[1] = 9;
        // Then
        assertArrayEquals(new byte[] {1, 2, 3}, bytes.toByteArray());
        assertThrows(
                ReadOnlyBufferException.class, () -> bytes.asReadOnlyBuffer().put((byte) 9));
    }

    @Test
    void bytesAreEqualByContent() {
        // Given
        Bytes one = Bytes.copyOf(new byte[] {1, 2, 3});
        // Then
        assertEquals(one, Bytes.copyOf(new byte[] {1, 2, 3}));
        assertEquals(one.hashCode(), Bytes.copyOf(new byte[] {1, 2, 3}).hashCode());
        assertNotEquals(one, Bytes.copyOf(new byte[] {1, 2, 4}));
        assertNotEquals(one, Bytes.copyOf(new byte[] {1, 2}));
        assertEquals("[3 bytes]", one.toString());
    }
}
