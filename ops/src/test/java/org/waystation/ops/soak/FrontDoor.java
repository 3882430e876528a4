package org.waystation.ops.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.bench.load.Mailbox;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.bench.wire.Line;
import org.waystation.ops.bench.wire.Site;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;

/**
 * A front door at relay two, whose owner brings prekeys, and a stranger at relay one who fetches as many. Nobody's connection
 * breaks here. Any thread.
 */
final class FrontDoor implements Line.User {
    static final int FETCHES = 6;
    private static final int STANDING_BYTES = 2_000;
    private static final int CURVE_BYTES = 40;
    private static final int KEM_BYTES = 1_600;

    private final Generator generator;
    private final Site strangers;
    private final Site owners;
    private final Duration lifetime;
    private final Mailbox mailbox = Mailbox.random(Entropy.system());
    private final Map<SubmissionId, SealedRequest.ForSending> asked = new HashMap<>();
    private final Set<Bytes> bundles = new HashSet<>();
    private final List<String> complaints = new ArrayList<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private volatile boolean done;

    FrontDoor(Generator generator, Site strangers, Site owners, Duration lifetime) {
        this.generator = generator;
        this.strangers = strangers;
        this.owners = owners;
        this.lifetime = lifetime;
    }

    /** Complete when the prekeys are there; the stranger goes on. */
    CompletableFuture<Void> open() {
        return Line.open(generator, owners).thenCompose(owner -> {
            CompletableFuture<FromRelay> published = owner.line()
                    .ask(new ToRelay.CreateMailbox(
                            mailbox.id(),
                            OwnerKey.of(mailbox.owner().verifyingKey().bytes()),
                            mailbox.token(),
                            true))
                    .thenCompose(made -> owner.line()
                            .ask(new ToRelay.Attach(
                                    mailbox.id(), owner.proof().signAttach(mailbox.owner(), mailbox.id()))))
                    .thenCompose(attached -> owner.line().ask(publication()));
            published
                    .thenCompose(ready -> fetchAll())
                    .thenCompose(all -> owner.line().ask(new ToRelay.DeleteMailbox(mailbox.id())))
                    .thenCompose(deleted -> owner.line().close())
                    .whenComplete((nothing, failure) -> onEnd(failure));
            return published.thenApply(stock -> null);
        });
    }

    private void onEnd(@Nullable Throwable failure) {
        if (failure != null) {
            complain("a front door failed: " + failure.getMessage());
        }
        done = true;
    }

    private ToRelay.PublishPrekeys publication() {
        return new ToRelay.PublishPrekeys(
                mailbox.id(), random(STANDING_BYTES), several(CURVE_BYTES), several(KEM_BYTES), 1, false);
    }

    private static List<Bytes> several(int bytes) {
        return Stream.generate(() -> random(bytes)).limit(FETCHES).toList();
    }

    private static Bytes random(int bytes) {
        return Bytes.wrap(Entropy.system().bytes(bytes));
    }

    private CompletableFuture<Void> fetchAll() {
        return Line.open(generator, strangers).thenCompose(stranger -> {
            stranger.line().use(this);
            for (int i = 0; i < FETCHES; i++) {
                stranger.line().ask(request());
            }
            return answered.thenCompose(all -> stranger.line()
                    .ask(new ToRelay.Collect(ids()))
                    .thenCompose(collected -> stranger.line().close()));
        });
    }

    private synchronized List<SubmissionId> ids() {
        return List.copyOf(asked.keySet());
    }

    private synchronized ToRelay.Submit request() {
        Instant now = Instant.now();
        long expiresAt = now.plus(lifetime).getEpochSecond();
        SealedRequest.ForSending sealed = SealedRequest.seal(
                new Call.FetchPrekeys(expiresAt, mailbox.id(), mailbox.token()),
                owners.card().relay(),
                owners.card().routingKeyAt(now).orElseThrow(),
                Optional.empty(),
                Entropy.system());
        SubmissionId id = new SubmissionId(random(SubmissionId.LENGTH_BYTES));
        asked.put(id, sealed);
        return new ToRelay.Submit(id, owners.card().relay(), Lane.MESSAGE, expiresAt, sealed.request());
    }

    @Override
    public synchronized void onFrame(long correlation, FromRelay message) {
        if (!(message instanceof FromRelay.OutcomeReady outcome)) {
            return;
        }
        SealedRequest.ForSending sealed = asked.get(outcome.submission());
        if (sealed == null || !bundles.add(bundle(sealed, outcome))) {
            complain("the same prekeys were handed out twice, or none");
        }
        if (bundles.size() == FETCHES) {
            answered.complete(null);
        }
    }

    private static Bytes bundle(SealedRequest.ForSending sealed, FromRelay.OutcomeReady outcome) {
        try {
            return outcome.reply().isPresent()
                            && sealed.replyKey().open(outcome.reply().get()) instanceof Answer.Prekeys prekeys
                    ? prekeys.bundle()
                    : Bytes.wrap(new byte[0]);
        } catch (ProtocolViolation forged) {
            return Bytes.wrap(new byte[0]);
        }
    }

    @Override
    public void onPause() {}

    @Override
    public void onLost() {
        answered.completeExceptionally(new IllegalStateException("the stranger lost the connection"));
    }

    private synchronized void complain(String what) {
        complaints.add(what);
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    synchronized int bundles() {
        return bundles.size();
    }

    boolean isDone() {
        return done;
    }
}
