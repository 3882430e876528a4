package org.waystation.protocol.prekey;

import java.util.List;
import java.util.Optional;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.sealed.OpaqueBundle;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** Prekeys as they are published and as the vault keeps their private halves. */
public final class PrekeyDecoders implements Decoders {
    private final Entropy entropy = new SeededEntropy(107);
    private final Identity owner = Identity.generate(entropy);
    private final StandingSecrets secrets = StandingSecrets.generate(1, 2, entropy);
    private final byte[] standing = secrets.publish(owner);
    private final byte[] curve = CurvePrekeySecret.generate(3, entropy).publish();
    private final byte[] kem = KemPrekeySecret.generate(4, entropy).publish(owner);

    @Override
    public List<Decoder> all() {
        return List.of(
                refusing("protocol.prekey-curve")
                        .from(() -> List.of(curve))
                        .stable(CurvePrekey::decode, PrekeyCodec::encode),
                refusing("protocol.prekey-kem")
                        .from(() -> List.of(kem))
                        .readOnly(each ->
                                KemPrekey.decode(each, owner.publicIdentity().signing())),
                refusing("protocol.prekey-standing")
                        .from(() -> List.of(standing))
                        .readOnly(StandingPrekeys::decode),
                refusing("protocol.prekey-bundle")
                        .from(() -> List.of(
                                bundle(Optional.empty(), Optional.empty()),
                                bundle(Optional.of(curve), Optional.of(kem))))
                        .readOnly(each ->
                                PrekeyBundle.decode(each, owner.publicIdentity().fingerprint())),
                refusing("protocol.identity")
                        .from(() -> List.of(owner.encode().exposeBytes()))
                        .canonical(
                                each -> Identity.decode(SecretBytes.copyOf(each)),
                                each -> each.encode().exposeBytes()),
                refusing("protocol.standing-secrets")
                        .comparedByEncoding()
                        .from(() -> List.of(secrets.encode().exposeBytes()))
                        .stable(
                                each -> StandingSecrets.decode(SecretBytes.copyOf(each)),
                                each -> each.encode().exposeBytes()));
    }

    private static Decoder.Start refusing(String name) {
        return Decoder.named(name).refusing(CryptoRefused.class);
    }

    private byte[] bundle(Optional<byte[]> oneTimeCurve, Optional<byte[]> oneTimeKem) {
        return OpaqueBundle.encode(Bytes.wrap(standing), oneTimeCurve.map(Bytes::wrap), oneTimeKem.map(Bytes::wrap))
                .toByteArray();
    }
}
