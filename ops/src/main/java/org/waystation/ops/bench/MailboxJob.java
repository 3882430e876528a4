package org.waystation.ops.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.waystation.ops.bench.load.Mailbox;
import org.waystation.ops.bench.load.Phase;
import org.waystation.ops.bench.load.Recipient;
import org.waystation.ops.bench.load.Sealer;
import org.waystation.ops.bench.load.Sender;
import org.waystation.ops.bench.load.Tally;
import org.waystation.ops.bench.report.PhaseResult;
import org.waystation.ops.bench.wire.Crowd;
import org.waystation.protocol.crypto.Entropy;

/** Mailboxes of one relay are filled while their owners are away, and emptied when they come. One thread. */
final class MailboxJob {
    private final Stage stage;
    private final boolean withDrain;
    private final BenchRelay relay;
    private final Watch watch;
    private final List<Mailbox> mailboxes;

    MailboxJob(Stage stage, boolean withDrain) {
        this.stage = stage;
        this.withDrain = withDrain;
        this.relay = stage.relay("one.example");
        this.watch = new Watch(stage, List.of(relay));
        this.mailboxes = Stream.generate(() -> Mailbox.random(Entropy.system()))
                .limit(stage.size().clients())
                .toList();
    }

    List<PhaseResult> play() throws InterruptedException {
        stage.progress().say(mailboxes.size() + " recipients make their mailboxes and leave; as many senders come");
        stage.generator()
                .await(Crowd.gather(
                        mailboxes.size(),
                        i -> Recipient.connect(stage.generator(), relay.site(), mailboxes.get(i))
                                .thenCompose(Recipient::create)
                                .thenCompose(Recipient::leave)
                                .thenApply(left -> true)));
        List<Sender> senders = stage.generator()
                .await(Crowd.gather(mailboxes.size(), i -> Sender.join(stage.generator(), relay.site())));
        Sealer sealer = stage.sealer(relay, mailboxes);
        if (stage.size().warmup() > 0) {
            fillAndDrain(" (warm-up)", sealer, senders, stage.size().warmup()).forEach(Watch::requireKept);
        }
        return fillAndDrain("", sealer, senders, stage.size().messages());
    }

    private List<PhaseResult> fillAndDrain(String note, Sealer sealer, List<Sender> senders, int messages)
            throws InterruptedException {
        stage.progress().say("offline" + note + ": sealing " + messages + " messages beforehand");
        Phase phase = new Phase(sealer.seal(messages), System::nanoTime);
        List<PhaseResult> results = new ArrayList<>();
        results.add(fill("offline" + note, phase, senders));
        if (withDrain) {
            results.add(drain("drain" + note, phase));
        }
        return results;
    }

    private PhaseResult fill(String name, Phase phase, List<Sender> senders) throws InterruptedException {
        Runnable start =
                () -> senders.forEach(each -> each.begin(phase, stage.size().inFlight()));
        Watch.Seen seen = watch.play(
                new Watch.Play(
                        name, phase, start, Watch.ALL_SETTLED, stage.size().seconds()),
                Tally.Sums::answered);
        phase.openReplies();
        return watch.sent(name, phase, seen, false);
    }

    private PhaseResult drain(String name, Phase phase) throws InterruptedException {
        List<Recipient> owners = stage.generator()
                .await(Crowd.gather(
                        mailboxes.size(), i -> Recipient.connect(stage.generator(), relay.site(), mailboxes.get(i))));
        long waiting = phase.tally().accepted();
        Runnable start = () -> owners.forEach(each -> {
            each.begin(phase);
            each.attach();
        });
        Watch.Seen seen = watch.play(
                new Watch.Play(
                        name,
                        phase,
                        start,
                        sums -> sums.delivered() >= waiting && sums.acknowledged() == sums.delivered(),
                        stage.size().seconds()),
                Tally.Sums::delivered);
        stage.generator()
                .await(Crowd.gather(owners.size(), i -> owners.get(i).leave().thenApply(left -> true)));
        return watch.drained(name, phase, seen);
    }
}
