package org.waystation.relay.home;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.tls.TlsKey;

/**
 * The TLS key that a relay shows, and the one that it is going to show: the card names both for as long as partners and clients
 * may take to learn of the next. Immutable.
 */
record TlsKeys(TlsKey current, Optional<TlsKey> next) {
    static final Duration VALIDITY = Duration.ofDays(365);
    static final Duration ANNOUNCED = Limits.TLS_KEY_ANNOUNCED;

    /** A key that was made further ahead was made while the clock was wrong: its time would come too late. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(2);

    private static final String BEGINNING = "-----BEGIN CERTIFICATE-----";
    private static final int MOST_KEYS = 2;

    static TlsKeys generate(Instant now) {
        return new TlsKeys(TlsKey.generate(new SecureRandom(), now), Optional.empty());
    }

    /** @throws IOException if the text is not what {@link #toPem()} wrote */
    static TlsKeys fromPem(String pem) throws IOException {
        List<TlsKey> keys = new ArrayList<>();
        for (int at = pem.indexOf(BEGINNING); at >= 0; ) {
            int following = pem.indexOf(BEGINNING, at + 1);
            keys.add(TlsKey.fromPem(pem.substring(at, following < 0 ? pem.length() : following)));
            at = following;
        }
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw new IOException("one or two certificates, each with its key, were expected");
        }
        return new TlsKeys(keys.get(0), keys.stream().skip(1).findFirst());
    }

    String toPem() {
        return current.toPem() + next.map(TlsKey::toPem).orElse("");
    }

    /**
     * These keys as a relay that starts now should have them: with a next one if the current grows old, or with the next one in its
     * place if that was announced long enough.
     */
    TlsKeys renewed(Instant now) {
        boolean madeAhead = next.filter(each -> each.madeAt().isAfter(now.plus(CLOCKS_DIFFER)))
                .isPresent();
        if (next.isPresent() && !madeAhead) {
            return isOlderThan(ANNOUNCED, next.get(), now) ? new TlsKeys(next.get(), Optional.empty()) : this;
        }
        return isOlderThan(VALIDITY, current, now)
                ? new TlsKeys(current, Optional.of(TlsKey.generate(new SecureRandom(), now)))
                : this;
    }

    private static boolean isOlderThan(Duration age, TlsKey key, Instant now) {
        return !now.isBefore(key.madeAt().plus(age));
    }

    /** What the card names. */
    List<Bytes> pins() {
        return Stream.concat(Stream.of(current), next.stream()).map(TlsKey::pin).toList();
    }

    @Override
    public String toString() {
        return "TlsKeys[REDACTED]";
    }
}
