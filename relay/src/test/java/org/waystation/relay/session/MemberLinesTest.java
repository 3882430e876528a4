package org.waystation.relay.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.id.MemberKey;

class MemberLinesTest {
    private static final MemberKey ANA = member(1);
    private static final MemberKey BOJAN = member(2);

    private final MemberLines lines = new MemberLines();
    private final List<FakePort> ports =
            Stream.generate(FakePort::new).limit(MemberLines.MOST + 1).toList();

    @Test
    void oldestConnectionOfAMemberMakesRoomForOneTooMany() {
        // When
        ports.forEach(each -> lines.onAdmitted(ANA, each));

        // Then
        assertTrue(ports.get(0).isClosed());
        assertEquals(1, ports.stream().filter(FakePort::isClosed).count());
    }

    @Test
    void connectionsOfOthersDoNotCount() {
        // When
        ports.forEach(each -> lines.onAdmitted(ANA, each));
        FakePort ofBojan = new FakePort();
        lines.onAdmitted(BOJAN, ofBojan);

        // Then
        assertFalse(ofBojan.isClosed());
    }

    @Test
    void connectionThatIsGoneMakesRoom() {
        // Given
        ports.stream().limit(MemberLines.MOST).forEach(each -> lines.onAdmitted(ANA, each));
        lines.onGone(ports.get(3));

        // When
        lines.onAdmitted(ANA, ports.get(MemberLines.MOST));

        // Then
        assertTrue(ports.stream().noneMatch(FakePort::isClosed));
    }

    @Test
    void connectionThatBecomesSomebodyElsesCountsThere() {
        // Given
        ports.forEach(each -> lines.onAdmitted(BOJAN, each));
        assertEquals(1, ports.stream().filter(FakePort::isClosed).count());

        // When
        ports.stream().skip(1).forEach(each -> lines.onAdmitted(ANA, each));

        // Then
        assertEquals(1, lines.members());
        assertEquals(1, ports.stream().filter(FakePort::isClosed).count());
    }

    @Test
    void nothingIsKeptOfThoseWhoAreGone() {
        // Given
        ports.forEach(each -> lines.onAdmitted(ANA, each));

        // When
        ports.forEach(lines::onGone);
        ports.forEach(lines::onGone);

        // Then
        assertEquals(0, lines.members());
    }

    private static MemberKey member(int number) {
        byte[] key = new byte[MemberKey.LENGTH_BYTES];
        key[0] = (byte) number;
        return MemberKey.of(key);
    }
}
