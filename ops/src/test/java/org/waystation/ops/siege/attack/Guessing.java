package org.waystation.ops.siege.attack;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.bench.wire.Line;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.SealedRequest;

/**
 * Guesses, half of them half right: a mailbox that is there with a wrong proof, or a wrong token, and one that is not there. Who
 * guesses must not learn which was which, neither from the bytes of the answer nor from how long it took.
 */
final class Guessing implements Attack, Line.User {
    private static final int PER_SECOND = 100;
    private static final int ADMIN_PER_SECOND = 2;
    private static final int ATTACHES_OF_A_CALLER = 60;
    private static final Entropy ENTROPY = Entropy.system();

    private final Camp camp;
    private final Box box = Box.random();
    private final SplittableRandom random = new SplittableRandom(1);
    private final Pace guessing = new Pace(PER_SECOND);
    private final Pace ordering = new Pace(ADMIN_PER_SECOND);
    private final Twins attaches = new Twins("attach");
    private final Twins tokens = new Twins("send token");
    private final Twins orders = new Twins("admin token");
    private @Nullable Line line;
    private @Nullable Caller caller;
    private int called;
    private volatile CompletableFuture<FromRelay> answer = new CompletableFuture<>();
    private volatile CompletableFuture<FromRelay> outcome = new CompletableFuture<>();

    Guessing(Camp camp) {
        this.camp = camp;
    }

    @Override
    public void prepare() throws Exception {
        Line member = Camp.await(camp.member()).line();
        Camp.await(member.ask(box.creation(false)));
        member.use(this);
        line = member;
    }

    @Override
    public void tick() throws Exception {
        for (int due = guessing.due(); due > 0; due--) {
            camp.score().count(Score.TRIED);
            if (random.nextBoolean()) {
                attach(random.nextBoolean());
            } else {
                append(random.nextBoolean());
            }
        }
        if (ordering.due() > 0) {
            order(random.nextBoolean());
        }
    }

    private void attach(boolean there) throws Exception {
        Caller current = caller;
        if (current == null || !current.isOpen() || called >= ATTACHES_OF_A_CALLER) {
            current = call();
        }
        called++;
        answer = new CompletableFuture<>();
        ToRelay.Attach attach = new ToRelay.Attach(mailbox(there), Bytes.wrap(ENTROPY.bytes(Limits.SIGNATURE_BYTES)));
        long asked = System.nanoTime();
        current.say(2, attach);
        FromRelay said = Camp.await(answer);
        attaches.add(there, System.nanoTime() - asked, said + " in " + current.lastBytes());
    }

    private Caller call() throws Exception {
        if (caller != null) {
            caller.close();
        }
        Caller next = Camp.await(camp.stranger());
        next.measure();
        next.listen(frame -> answer.complete(frame.message()));
        answer = new CompletableFuture<>();
        next.hello();
        Camp.await(answer);
        caller = next;
        called = 0;
        return next;
    }

    private void append(boolean there) throws Exception {
        Line member = line;
        if (member == null) {
            return;
        }
        SealedRequest.ForSending sealed =
                camp.sealForReply(Box.append(mailbox(there), Box.randomToken(), SizeClass.SMALL, Camp.expiry()));
        outcome = new CompletableFuture<>();
        ToRelay.Submit submit = Camp.submit(camp.site().card(), sealed.request(), Camp.expiry());
        long asked = System.nanoTime();
        member.execute(() -> {
            member.post(3, submit);
            member.flush();
        });
        FromRelay said = Camp.await(outcome);
        long nanos = System.nanoTime() - asked;
        Optional<Bytes> reply = said instanceof FromRelay.OutcomeReady ready ? ready.reply() : Optional.empty();
        if (reply.isPresent()) {
            Answer opened = sealed.replyKey().open(reply.get());
            if (opened instanceof Answer.Appended) {
                camp.score().count(Score.SUCCESS + " with a wrong token");
            }
            tokens.add(there, nanos, opened + " in " + reply.get().size());
        } else {
            camp.score().count("append " + Caller.words(said));
        }
    }

    /** @param close whether the guess has the form of a token */
    private void order(boolean close) throws IOException {
        camp.score().count(Score.TRIED);
        HttpURLConnection http =
                (HttpURLConnection) URI.create("http://" + camp.target().admin() + "/checkpoint")
                        .toURL()
                        .openConnection();
        http.setRequestMethod("POST");
        http.setDoOutput(true);
        String guess = close ? HexFormat.of().formatHex(ENTROPY.bytes(32)) : "no";
        http.setRequestProperty("Authorization", "Bearer " + guess);
        long asked = System.nanoTime();
        http.getOutputStream().close();
        int status = http.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
            camp.score().count(Score.SUCCESS + " giving the relay an order");
        }
        try (@Nullable InputStream body = http.getErrorStream()) {
            String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            orders.add(close, System.nanoTime() - asked, status + " " + text);
        }
    }

    private MailboxId mailbox(boolean there) {
        return there ? box.id() : MailboxId.of(ENTROPY.bytes(MailboxId.LENGTH_BYTES));
    }

    @Override
    public void end() {
        attaches.tell(camp.score());
        tokens.tell(camp.score());
        orders.tell(camp.score());
    }

    @Override
    public void onFrame(long correlation, FromRelay message) {
        if (message instanceof FromRelay.OutcomeReady || message instanceof FromRelay.Refused) {
            outcome.complete(message);
        }
    }

    @Override
    public void onPause() {}
}
