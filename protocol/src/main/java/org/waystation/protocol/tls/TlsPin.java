package org.waystation.protocol.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.waystation.protocol.id.Bytes;

/** The pin of a TLS key: SHA-256 of its SubjectPublicKeyInfo (RFC 7469, section 2.4), 32 bytes. */
public final class TlsPin {
    private TlsPin() {}

    /** The pin of the key in a certificate. */
    public static Bytes of(Certificate certificate) {
        try {
            return Bytes.wrap(MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * The pin of the key that the other end of a finished handshake has proved to hold.
     *
     * @throws SSLPeerUnverifiedException if it showed none
     */
    public static Bytes ofPeer(SSLSession session) throws SSLPeerUnverifiedException {
        return of(session.getPeerCertificates()[0]);
    }
}
