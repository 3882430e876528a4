package org.waystation.ops.soak;

import java.util.concurrent.CompletableFuture;
import org.waystation.ops.bench.load.Mailbox;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.bench.wire.Line;
import org.waystation.ops.bench.wire.Site;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.OwnerKey;

/** Somebody who makes a mailbox, goes away for longer than its letters live, and deletes it on return. Any thread. */
final class Absentee {
    private final Generator generator;
    private final Site site;
    private final SigningKey member = SigningKey.generate(Entropy.system());
    private final Mailbox mailbox = Mailbox.random(Entropy.system());

    Absentee(Generator generator, Site site) {
        this.generator = generator;
        this.site = site;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    CompletableFuture<Void> join() {
        return Line.open(generator, site, member)
                .thenCompose(opened -> opened.line()
                        .ask(new ToRelay.CreateMailbox(
                                mailbox.id(),
                                OwnerKey.of(mailbox.owner().verifyingKey().bytes()),
                                mailbox.token(),
                                false))
                        .thenCompose(done -> opened.line().close()));
    }

    /** Gives how many letters were still there. */
    CompletableFuture<Integer> comeBack() {
        return Line.open(generator, site, member).thenCompose(opened -> {
            Contents contents = new Contents();
            Line line = opened.line();
            line.use(contents);
            return line.ask(new ToRelay.Attach(mailbox.id(), opened.proof().signAttach(mailbox.owner(), mailbox.id())))
                    .thenCompose(attached -> contents.all)
                    .thenCompose(count -> line.ask(new ToRelay.DeleteMailbox(mailbox.id()))
                            .thenCompose(deleted -> line.close())
                            .thenApply(closed -> count));
        });
    }

    private static final class Contents implements Line.User {
        private final CompletableFuture<Integer> all = new CompletableFuture<>();
        private int count;

        @Override
        public void onFrame(long correlation, FromRelay message) {
            if (message instanceof FromRelay.Deliver) {
                count++;
            } else if (message instanceof FromRelay.CaughtUp) {
                all.complete(count);
            }
        }

        @Override
        public void onPause() {}

        @Override
        public void onLost() {
            all.completeExceptionally(new IllegalStateException("an absentee lost the connection"));
        }
    }
}
