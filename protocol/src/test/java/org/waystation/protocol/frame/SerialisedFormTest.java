package org.waystation.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.protocol.Hex;
import org.waystation.protocol.fault.ProtocolViolation;

/** The bytes of version 1 of both vocabularies. A test here that fails after a change of code says: a new version. */
class SerialisedFormTest {

    static Stream<Form<?>> forms() {
        return Form.all();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFrameIsWrittenAsItsLengthAndTheBytesOfTheGrammar(Form<?> form) {
        // Given
        byte[] body = form.body();
        String prefix = String.format("%08x", body.length);
        // Then
        assertEquals(prefix + Hex.of(body), Hex.of(form.encoded()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFrameIsReadFromTheBytesOfTheGrammar(Form<?> form) throws ProtocolViolation {
        assertEquals(form.frame(), form.decoded(form.body()));
    }

    @Test
    void noKindOfMessageIsForgottenHere() {
        // Given
        Set<Class<?>> written =
                Form.all().map(each -> each.frame().message().getClass()).collect(Collectors.toSet());
        // When
        Set<Class<?>> kinds = Stream.of(ToRelay.class, FromRelay.class, LinkMessage.class)
                .flatMap(each -> Stream.of(each.getPermittedSubclasses()))
                .collect(Collectors.toSet());
        // Then
        assertEquals(kinds, written);
    }
}
