package org.waystation.protocol.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** Files of keys: a relay's TLS key, and how a passphrase is stretched. */
public final class TlsDecoders implements Decoders {
    @Override
    public List<Decoder> all() {
        return List.of(
                Decoder.named("protocol.tls-key")
                        .refusing(IOException.class)
                        .fromFresh(
                                () -> List.of(TlsKey.generate(new SecureRandom(), Instant.ofEpochSecond(1_800_000_000L))
                                        .toPem()
                                        .getBytes(StandardCharsets.UTF_8)))
                        .stable(
                                each -> TlsKey.fromPem(new String(each, StandardCharsets.UTF_8)),
                                each -> each.toPem().getBytes(StandardCharsets.UTF_8)),
                Decoder.named("protocol.passphrase-key")
                        .refusing(CryptoRefused.class)
                        .from(() -> List.of(PassphraseKey.create(PassphraseKey.Cost.INTERACTIVE, new SeededEntropy(105))
                                .encode()))
                        .canonical(PassphraseKey::decode, PassphraseKey::encode));
    }
}
