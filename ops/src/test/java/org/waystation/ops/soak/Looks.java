package org.waystation.ops.soak;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.waystation.ops.programs.Workplace;

/** The looks at both relays, on a thread of their own: nobody's letters wait for them. Driven by one thread. */
final class Looks implements AutoCloseable {
    private final Plan plan;
    private final Workplace workplace;
    private final Sampler one;
    private final Sampler two;
    private final Books books;
    private final PrintWriter progress;
    private final Rhythm samples;
    private final Rhythm counts;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private CompletableFuture<Void> current = CompletableFuture.completedFuture(null);
    private int looks;

    Looks(Plan plan, Workplace workplace, List<Sampler> relays, Books books, PrintWriter progress) {
        this.plan = plan;
        this.workplace = workplace;
        this.one = relays.get(0);
        this.two = relays.get(1);
        this.books = books;
        this.progress = progress;
        this.samples = new Rhythm(plan.sampleEvery());
        this.counts = new Rhythm(plan.countEvery());
        counts.isDue(0);
    }

    /** Looks if it is time and the last look is over. */
    void onTime(double seconds) {
        if (!current.isDone()) {
            return;
        }
        current.join();
        boolean sampling = samples.isDue(seconds);
        boolean counting = counts.isDue(seconds);
        if (sampling || counting) {
            current = CompletableFuture.runAsync(() -> look(seconds, sampling, counting), thread);
        }
    }

    /** Waits for the last look. */
    void finish() {
        current.join();
    }

    private void look(double seconds, boolean sampling, boolean counting) {
        try {
            if (sampling) {
                boolean collecting = looks % plan.collectEvery() == 0;
                looks++;
                one.look(seconds, collecting);
                two.look(seconds, collecting);
                if (collecting) {
                    progress.printf("%.0f s: %s%n  one: %s%n  two: %s%n", seconds, books, one, two);
                }
            }
            if (counting) {
                one.count(seconds, new Workplace(workplace.of("copy-of-one"))).forEach(books::complain);
                two.count(seconds, new Workplace(workplace.of("copy-of-two"))).forEach(books::complain);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            books.complain("a look failed: " + e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
