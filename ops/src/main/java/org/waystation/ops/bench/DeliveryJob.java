package org.waystation.ops.bench;

import java.util.ArrayList;
import java.util.List;
import org.waystation.ops.bench.load.Mailbox;
import org.waystation.ops.bench.load.Metronome;
import org.waystation.ops.bench.load.Phase;
import org.waystation.ops.bench.load.Recipient;
import org.waystation.ops.bench.load.Sealer;
import org.waystation.ops.bench.load.Sender;
import org.waystation.ops.bench.load.Tally;
import org.waystation.ops.bench.report.PhaseResult;
import org.waystation.ops.bench.wire.Crowd;
import org.waystation.protocol.crypto.Entropy;

/** Messages for recipients who are there: of the same relay, or of a partner. One thread. */
final class DeliveryJob {
    private final Stage stage;
    private final String name;
    private final BenchRelay senders;
    private final BenchRelay recipients;
    private final Watch watch;

    private DeliveryJob(Stage stage, String name, BenchRelay senders, BenchRelay recipients, List<BenchRelay> relays) {
        this.stage = stage;
        this.name = name;
        this.senders = senders;
        this.recipients = recipients;
        this.watch = new Watch(stage, relays);
    }

    static DeliveryJob online(Stage stage) {
        BenchRelay relay = stage.relay("one.example");
        return new DeliveryJob(stage, "online", relay, relay, List.of(relay));
    }

    static DeliveryJob federated(Stage stage) throws InterruptedException {
        BenchRelay one = stage.relay("one.example");
        BenchRelay two = stage.relay("two.example");
        BenchRelay.federate(one, two);
        return new DeliveryJob(stage, "federated", one, two, List.of(one, two));
    }

    List<PhaseResult> play() throws InterruptedException {
        BenchOptions.Size size = stage.size();
        stage.progress().say(size.clients() + " recipients attach their mailboxes, as many senders come");
        List<Mailbox> mailboxes = new ArrayList<>();
        for (int i = 0; i < size.clients(); i++) {
            mailboxes.add(Mailbox.random(Entropy.system()));
        }
        List<Recipient> owners = stage.generator()
                .await(Crowd.gather(
                        size.clients(),
                        i -> Recipient.connect(stage.generator(), recipients.site(), mailboxes.get(i))
                                .thenCompose(Recipient::create)
                                .thenCompose(Recipient::attach)));
        List<Sender> members = stage.generator()
                .await(Crowd.gather(size.clients(), i -> Sender.join(stage.generator(), senders.site())));
        Cast cast = new Cast(members, owners, stage.sealer(recipients, mailboxes));
        return phases(cast);
    }

    /** Everybody who takes part. */
    private record Cast(List<Sender> senders, List<Recipient> recipients, Sealer sealer) {}

    private List<PhaseResult> phases(Cast cast) throws InterruptedException {
        BenchOptions.Size size = stage.size();
        if (size.warmup() > 0) {
            Watch.requireKept(saturate(name + " (warm-up)", cast, size.warmup()));
        }
        List<PhaseResult> results = new ArrayList<>();
        results.add(saturate(name, cast, size.messages()));
        if (size.rate() > 0) {
            results.add(atConstantRate(name + " at " + size.rate() + "/s", cast));
        }
        return results;
    }

    private PhaseResult saturate(String phaseName, Cast cast, int messages) throws InterruptedException {
        Phase phase = prepare(phaseName, cast, messages);
        return play(
                phaseName,
                phase,
                () -> cast.senders()
                        .forEach(each -> each.begin(phase, stage.size().inFlight())));
    }

    private PhaseResult atConstantRate(String phaseName, Cast cast) throws InterruptedException {
        BenchOptions.Size size = stage.size();
        Phase phase = prepare(phaseName, cast, size.rate() * size.seconds());
        return play(phaseName, phase, () -> {
            cast.senders().forEach(each -> each.begin(phase, 0));
            Metronome.start(stage.generator(), phase, cast.senders(), size.rate());
        });
    }

    private Phase prepare(String phaseName, Cast cast, int messages) {
        stage.progress().say(phaseName + ": sealing " + messages + " messages beforehand");
        Phase phase = new Phase(cast.sealer().seal(messages), System::nanoTime);
        cast.recipients().forEach(each -> each.begin(phase));
        return phase;
    }

    private PhaseResult play(String phaseName, Phase phase, Runnable start) throws InterruptedException {
        // A second more than the timetable of a constant rate, whose last message is due at the very end.
        Watch.Seen seen = watch.play(
                new Watch.Play(
                        phaseName,
                        phase,
                        start,
                        Watch.ALL_SETTLED_AND_EMPTIED,
                        stage.size().seconds() + 1),
                Tally.Sums::answered);
        phase.openReplies();
        return watch.sent(phaseName, phase, seen, true);
    }
}
