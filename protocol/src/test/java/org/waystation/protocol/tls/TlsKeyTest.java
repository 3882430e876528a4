package org.waystation.protocol.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsKeyTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:20:30Z");
    private static final TlsKey KEY = TlsKey.generate(new SecureRandom(), NOW);

    @Test
    void keyComesBackFromItsFile() throws IOException {
        // When
        TlsKey read = TlsKey.fromPem(KEY.toPem());
        // Then
        assertEquals(KEY.pin(), read.pin());
        assertEquals(KEY.certificate(), read.certificate());
        assertArrayEquals(KEY.privateKey().getEncoded(), read.privateKey().getEncoded());
        assertEquals(KEY.toPem(), read.toPem());
    }

    @Test
    void pinIsTheHashOfTheSubjectPublicKeyInfo() throws Exception {
        assertArrayEquals(
                MessageDigest.getInstance("SHA-256")
                        .digest(KEY.certificate().getPublicKey().getEncoded()),
                KEY.pin().toByteArray());
        assertNotEquals(KEY.pin(), TlsKey.generate(new SecureRandom(), NOW).pin());
    }

    @Test
    void certificateNamesNobodyAndLastsALifetime() throws Exception {
        // Then
        assertEquals(
                "CN=waystation", KEY.certificate().getSubjectX500Principal().getName());
        assertEquals("CN=waystation", KEY.certificate().getIssuerX500Principal().getName());
        KEY.certificate().verify(KEY.certificate().getPublicKey());
        KEY.certificate().checkValidity(Date.from(NOW));
        KEY.certificate().checkValidity(Date.from(NOW.plusSeconds(99L * 365 * 86_400)));
        assertFalse(KEY.certificate().getNotBefore().toInstant().toString().contains("10:20"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nothing of the kind", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void textThatHoldsNoKeyIsRefused(String pem) {
        assertThrows(IOException.class, () -> TlsKey.fromPem(pem));
    }

    @Test
    void halfOfAFileIsRefused() {
        // Given
        String pem = KEY.toPem();
        String certificate = pem.substring(0, pem.indexOf("-----BEGIN PRIVATE KEY"));
        String privateKey = pem.substring(certificate.length());
        // Then
        assertThrows(IOException.class, () -> TlsKey.fromPem(certificate));
        assertThrows(IOException.class, () -> TlsKey.fromPem(privateKey));
        assertThrows(IOException.class, () -> TlsKey.fromPem(privateKey + certificate));
    }

    @Test
    void keyOfAnotherCertificateIsRefused() {
        // Given
        String other = TlsKey.generate(new SecureRandom(), NOW).toPem();
        String pem = KEY.toPem();
        String mixed = pem.substring(0, pem.indexOf("-----BEGIN PRIVATE KEY"))
                + other.substring(other.indexOf("-----BEGIN PRIVATE KEY"));
        // Then
        assertThrows(IOException.class, () -> TlsKey.fromPem(mixed));
    }
}
