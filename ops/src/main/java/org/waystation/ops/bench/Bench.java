package org.waystation.ops.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.bench.measure.Machine;
import org.waystation.ops.bench.report.IdleResult;
import org.waystation.ops.bench.report.PhaseResult;
import org.waystation.ops.bench.report.Report;

/** One run of the load test, job after job. Used once, on one thread; {@link #stop} may come from any. */
final class Bench {
    private final BenchOptions options;
    private final Path launcher;
    private final Progress progress;
    private final List<PhaseResult> phases = new ArrayList<>();
    private final AtomicReference<@Nullable Stage> current = new AtomicReference<>();
    private @Nullable IdleResult idle;

    Bench(BenchOptions options, Path launcher, Progress progress) {
        this.options = options;
        this.launcher = launcher;
        this.progress = progress;
    }

    Report play() throws IOException, InterruptedException {
        boolean drain = options.jobs().contains(Job.DRAIN);
        for (Job each : options.jobs()) {
            // Mailboxes are filled once, to be emptied by the same job.
            if (each != Job.DRAIN || !options.jobs().contains(Job.OFFLINE)) {
                play(each, drain);
            }
        }
        Path sources = Path.of(String.valueOf(launcher.toAbsolutePath().getParent()));
        boolean ok = phases.stream().allMatch(each -> each.problems().isEmpty());
        return new Report(ok, Machine.here(sources, options.directory()), options.told(), phases, idle);
    }

    private void play(Job job, boolean drain) throws IOException, InterruptedException {
        progress.say(job.toString());
        try (Stage stage = Stage.open(options, launcher, progress)) {
            current.set(stage);
            switch (job) {
                case OFFLINE, DRAIN -> phases.addAll(new MailboxJob(stage, drain).play());
                case ONLINE -> phases.addAll(DeliveryJob.online(stage).play());
                case FEDERATED -> phases.addAll(DeliveryJob.federated(stage).play());
                case IDLE -> idle = new IdleJob(stage).play();
            }
        } finally {
            current.set(null);
        }
    }

    /** Ends every process and removes every file. */
    void stop() {
        Stage stage = current.get();
        if (stage != null) {
            stage.close();
        }
    }
}
