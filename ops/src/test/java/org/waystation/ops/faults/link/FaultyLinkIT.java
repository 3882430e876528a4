package org.waystation.ops.faults.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the faulty link does to bytes, with plain sockets at both ends. */
final class FaultyLinkIT {
    private static final int PATIENCE_MILLIS = 200;

    private FaultyLink link;
    private ServerSocket two;
    private Socket dialler;
    private Socket dialled;

    @BeforeEach
    void connect() throws IOException {
        link = new FaultyLink(1);
        two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        link.connect(new InetSocketAddress(0), (InetSocketAddress) two.getLocalSocketAddress());
        dialler = new Socket(link.gateOfTwo().getAddress(), link.gateOfTwo().getPort());
        dialled = two.accept();
    }

    @AfterEach
    void close() throws IOException {
        dialler.close();
        dialled.close();
        two.close();
        link.close();
    }

    private static void say(Socket from, String words) throws IOException {
        from.getOutputStream().write(words.getBytes(US_ASCII));
    }

    private static String hear(Socket at, int bytes) throws IOException {
        return new String(at.getInputStream().readNBytes(bytes), US_ASCII);
    }

    @Test
    void inClearWeatherEveryByteArrivesAsItWas() throws Exception {
        // Given
        byte[] bytes = new byte[100 * Flow.SEGMENT_BYTES + 1];
        new Random(7).nextBytes(bytes);
        // When
        dialler.getOutputStream().write(bytes);
        dialler.shutdownOutput();
        // Then
        assertArrayEquals(bytes, dialled.getInputStream().readAllBytes());
    }

    @Test
    void aLossDelaysBytesAndTakesNone() throws Exception {
        // Given
        link.set(Weather.lossy(0.3));
        // When
        say(dialler, "somebody");
        // Then
        assertEquals("somebody", hear(dialled, 8));
    }

    @Test
    void aStreamThatWasSwallowedStaysSilentAlsoInClearWeather() throws Exception {
        // Given
        link.set(Direction.ONE_TO_TWO, Weather.SWALLOWING);
        say(dialler, "nobody");
        say(dialled, "somebody");
        assertEquals("somebody", hear(dialler, 8));
        dialled.setSoTimeout(PATIENCE_MILLIS);
        assertThrows(SocketTimeoutException.class, dialled.getInputStream()::read);
        // When
        link.set(Weather.CLEAR);
        say(dialler, "nobody");
        dialler.close();
        // Then
        assertThrows(SocketTimeoutException.class, dialled.getInputStream()::read);
    }

    @Test
    void aCutResetsBothEndsAndRefusesUntilItIsMended() throws Exception {
        // When
        link.cut();
        // Then
        assertThrows(SocketException.class, dialler.getInputStream()::read);
        assertThrows(SocketException.class, dialled.getInputStream()::read);
        assertThrows(ConnectException.class, this::dialAgain);
        link.mend();
        try (Socket again = dialAgain();
                Socket other = two.accept()) {
            say(again, "somebody");
            assertEquals("somebody", hear(other, 8));
        }
    }

    private Socket dialAgain() throws IOException {
        return new Socket(link.gateOfTwo().getAddress(), link.gateOfTwo().getPort());
    }
}
