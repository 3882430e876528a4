package org.waystation.protocol.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.waystation.protocol.id.Bytes;

/**
 * A relay's TLS key: ECDSA P-256 (BoringSSL takes no Ed25519 certificates) in a self-signed certificate that says
 * nothing. Trust comes from the pin in the relay card, so the certificate neither names the relay nor expires in practice.
 *
 * <p>Immutable; safe for any thread. Holds a private key: {@link #toPem()} is for a file that only the relay can read.
 */
public final class TlsKey {
    private static final X500Name NAMELESS = new X500Name("CN=waystation");
    private static final String SIGNATURE_ALGORITHM = "SHA256withECDSA";
    private static final long VALID_DAYS = 100L * 365;

    private final PrivateKey privateKey;
    private final X509Certificate certificate;

    private TlsKey(PrivateKey privateKey, X509Certificate certificate) {
        this.privateKey = privateKey;
        this.certificate = certificate;
    }

    /** A fresh key. */
    public static TlsKey generate(SecureRandom random, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            Instant start = now.truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
            X509CertificateHolder holder = new X509v3CertificateBuilder(
                            NAMELESS,
                            new BigInteger(64, random),
                            Date.from(start),
                            Date.from(start.plus(VALID_DAYS, ChronoUnit.DAYS)),
                            NAMELESS,
                            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                    .build(new JcaContentSignerBuilder(SIGNATURE_ALGORITHM).build(pair.getPrivate()));
            return new TlsKey(pair.getPrivate(), new JcaX509CertificateConverter().getCertificate(holder));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("this Java runtime lacks ECDSA P-256", e);
        }
    }

    /**
     * The key written by {@link #toPem()}.
     *
     * @throws IOException if the text holds no certificate and the key that belongs to it
     */
    public static TlsKey fromPem(String pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            Object first = parser.readObject();
            Object second = parser.readObject();
            if (first instanceof X509CertificateHolder certificate && second instanceof PrivateKeyInfo key) {
                return paired(
                        new JcaPEMKeyConverter().getPrivateKey(key),
                        new JcaX509CertificateConverter().getCertificate(certificate));
            }
            throw new IOException("a certificate and a private key were expected");
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate cannot be read", e);
        }
    }

    /** A card that names a pin whose key nobody holds would shut everybody out. */
    private static TlsKey paired(PrivateKey privateKey, X509Certificate certificate)
            throws GeneralSecurityException, IOException {
        Signature signature = Signature.getInstance(SIGNATURE_ALGORITHM);
        signature.initSign(privateKey);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        if (!signature.verify(signed)) {
            throw new IOException("the private key does not belong to the certificate");
        }
        // It is signed by its own key: nothing else would notice that its times are not what they were.
        certificate.verify(certificate.getPublicKey());
        return new TlsKey(privateKey, certificate);
    }

    /** Certificate and unencrypted private key. */
    public String toPem() {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(certificate);
            writer.writeObject(new PemObject("PRIVATE KEY", privateKey.getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    /** What a relay card says of this key: 32 bytes. */
    public Bytes pin() {
        return TlsPin.of(certificate);
    }

    /** When the key was made, to the day. */
    public Instant madeAt() {
        return certificate.getNotBefore().toInstant().plus(1, ChronoUnit.DAYS);
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    X509Certificate certificate() {
        return certificate;
    }
}
