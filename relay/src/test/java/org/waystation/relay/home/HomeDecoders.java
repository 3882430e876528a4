package org.waystation.relay.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.roster.Standing;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** The files of a relay's directory. */
public final class HomeDecoders implements Decoders {
    private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000L);
    private static final int CHECKSUM_BYTES = 16;
    private static final int NODE_KEY_HEADER_BYTES = 8 + 1 + 29;

    private final Random random = new Random(201);
    private final Entropy entropy = random::nextBytes;
    private final SigningKey identity = SigningKey.generate(entropy);
    private final String nodeKey = NodeKey.newText(entropy);
    private final byte[] wrapped = wrapped();
    private final RoutingKeys routingKeys = RoutingKeys.none().rotated(TIME, entropy);
    private final RelaySecrets secrets = RelaySecrets.generate(entropy);
    private final RoutingKey routingKey =
            new RoutingKey(SealingKey.generate(entropy).publicKey(), TIME, TIME.plusSeconds(50));
    private final Roster roster = roster();

    private Roster roster() {
        try {
            return Roster.EMPTY
                    .with(new Partner(card("a.example")))
                    .with(new Partner(card("b.example"), Standing.SUSPENDED))
                    .denying(RelayId.of(entropy.bytes(32)));
        } catch (CardRefused e) {
            throw new IllegalStateException("a card that was just signed", e);
        }
    }

    private SignedCard card(String name) {
        SigningKey key = SigningKey.generate(entropy);
        return new RelayCard(
                        RelayId.of(key.verifyingKey().bytes()),
                        name,
                        1,
                        TIME,
                        TIME.plusSeconds(100),
                        List.of(name + ":7143"),
                        List.of(Bytes.wrap(entropy.bytes(32))),
                        List.of(routingKey),
                        Optional.empty())
                .sign(key);
    }

    private byte[] wrapped() {
        try {
            return WrappedKey.wrap(SecretKey32.random(entropy), NodeKey.parse(nodeKey), entropy);
        } catch (HomeTrouble e) {
            throw new IllegalStateException("a key that was just written", e);
        }
    }

    @Override
    public List<Decoder> all() {
        return List.of(
                // These two have a second encoding: files of older versions end without a checksum.
                Decoder.named("relay.routing-keys")
                        .refusing(HomeTrouble.class)
                        .from(() -> List.of(routingKeys.exposeBytes()))
                        .stable(RoutingKeys::decode, RoutingKeys::exposeBytes),
                Decoder.named("relay.identity")
                        .refusing(HomeTrouble.class)
                        .from(() -> List.of(secrets.exposeBytes()))
                        .stable(RelaySecrets::decode, RelaySecrets::exposeBytes),
                Decoder.named("relay.node-key")
                        .refusing(HomeTrouble.class)
                        .from(() -> List.of(nodeKey.getBytes(StandardCharsets.UTF_8)))
                        .readOnly(each -> NodeKey.parse(new String(each, StandardCharsets.UTF_8))),
                Decoder.named("relay.node-key-file")
                        .refusing(HomeTrouble.class)
                        .from(() -> List.of(wrapped))
                        .readOnly(each -> WrappedKey.unwrap(each, NodeKey.parse(nodeKey))),
                Decoder.named("relay.node-key-body")
                        .refusing(HomeTrouble.class)
                        .from(() -> List.of(Arrays.copyOf(wrapped, wrapped.length - CHECKSUM_BYTES)))
                        .readOnly(each -> WrappedKey.unwrap(checksummed(each), NodeKey.parse(nodeKey))),
                Decoder.named("relay.tls-keys")
                        .refusing(IOException.class)
                        .fromFresh(() -> List.of(TlsKeys.generate(TIME).toPem().getBytes(StandardCharsets.UTF_8)))
                        .comparedByEncoding()
                        .stable(
                                each -> TlsKeys.fromPem(new String(each, StandardCharsets.UTF_8)),
                                each -> each.toPem().getBytes(StandardCharsets.UTF_8)),
                Decoder.named("relay.roster")
                        .refusing(HomeTrouble.class)
                        .from(() -> List.of(written(roster)))
                        .readOnly(this::read),
                Decoder.named("relay.roster-lines")
                        .refusing(HomeTrouble.class)
                        .from(() -> List.of(lines(written(roster))))
                        .readOnly(each -> read(signed(each))));
    }

    /** With the checksum that belongs to it, so that what is behind is looked at. */
    private static byte[] checksummed(byte[] body) {
        int cut = Math.min(body.length, NODE_KEY_HEADER_BYTES);
        byte[] sum =
                Digest.sha256(Label.NODE_KEY, Arrays.copyOf(body, cut), Arrays.copyOfRange(body, cut, body.length));
        byte[] file = Arrays.copyOf(body, body.length + CHECKSUM_BYTES);
        System.arraycopy(sum, 0, file, body.length, CHECKSUM_BYTES);
        return file;
    }

    private Roster read(byte[] file) throws HomeTrouble {
        try {
            return new RosterFile(Files.write(Scratch.FILE, file), identity).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] written(Roster value) {
        try {
            new RosterFile(Scratch.FILE, identity).write(value);
            return Files.readAllBytes(Scratch.FILE);
        } catch (IOException | HomeTrouble e) {
            throw new IllegalStateException(e);
        }
    }

    /** All but the signature. */
    private static byte[] lines(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        return text.substring(0, text.indexOf("\nsignature:")).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] signed(byte[] lines) {
        String text = String.join(
                "\n", new String(lines, StandardCharsets.UTF_8).lines().toList());
        byte[] signature = identity.sign(Label.ROSTER, text.getBytes(StandardCharsets.UTF_8));
        return (text + "\nsignature:" + Base64.getEncoder().encodeToString(signature) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One file for all readings of a process. */
    private static final class Scratch {
        static final Path FILE = file();

        private static Path file() {
            try {
                Path file = Files.createTempDirectory("waystation-decoders").resolve("roster");
                file.toFile().deleteOnExit();
                file.getParent().toFile().deleteOnExit();
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
