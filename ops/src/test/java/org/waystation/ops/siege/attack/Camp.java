package org.waystation.ops.siege.attack;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.bench.wire.Line;
import org.waystation.ops.bench.wire.Site;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;

/** What every attack works with. Safe for any thread. */
final class Camp implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final Duration LIFETIME = Duration.ofHours(2);

    private final Target target;
    private final Score score = new Score();
    private final Generator generator = new Generator(1);
    private final SigningKey member = SigningKey.generate(Entropy.system());
    private final Site site;

    Camp(Target target) {
        this.target = target;
        this.site = Site.of(target.card().card(), target.address(), target::voucher);
    }

    Target target() {
        return target;
    }

    InetSocketAddress address() {
        return target.address();
    }

    Score score() {
        return score;
    }

    Site site() {
        return site;
    }

    Generator generator() {
        return generator;
    }

    /** Another connection of the one member that the attackers are. */
    CompletableFuture<Line.Opened> member() {
        return Line.open(generator, site, member);
    }

    /** By which a connection becomes one of that member. */
    ToRelay.Login login(ChannelProof proof) {
        return new ToRelay.Login(MemberKey.of(member.verifyingKey().bytes()), proof.signLogin(member));
    }

    /** A connection of somebody whom the relay does not know, after the TLS handshake. */
    CompletableFuture<Caller> stranger() {
        return Caller.dial(this, site.tls());
    }

    /** A question that has the relay carry a call to whoever a card is of. */
    static ToRelay.Submit submit(RelayCard to, Call call, long expiresAt) {
        return submit(to, seal(call, to), expiresAt);
    }

    /** A call for the besieged relay. */
    Bytes seal(Call call) {
        return seal(call, site.card());
    }

    private static Bytes seal(Call call, RelayCard to) {
        return sealForReply(call, to).request();
    }

    /** A call for the besieged relay, whose answer can be read. */
    SealedRequest.ForSending sealForReply(Call call) {
        return sealForReply(call, site.card());
    }

    private static SealedRequest.ForSending sealForReply(Call call, RelayCard to) {
        RoutingKey key = to.routingKeyAt(Instant.now()).orElseThrow();
        return SealedRequest.seal(call, to.relay(), key, Optional.empty(), Entropy.system());
    }

    /** When calls expire, in Unix seconds. */
    static long expiry() {
        return Limits.coarselyAfter(Instant.now().plus(LIFETIME)).getEpochSecond();
    }

    static ToRelay.Submit submit(RelayCard to, Bytes request, long expiresAt) {
        return new ToRelay.Submit(
                SubmissionId.of(Entropy.system().bytes(SubmissionId.LENGTH_BYTES)),
                to.relay(),
                Lane.MESSAGE,
                expiresAt,
                request);
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        generator.close();
    }
}
