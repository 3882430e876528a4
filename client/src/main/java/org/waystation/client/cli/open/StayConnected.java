package org.waystation.client.cli.open;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Ending;
import org.waystation.protocol.limits.Pause;

/**
 * Keeps a client connected until it is closed, on a thread of its own: tries again after 1, 2, 4 … 60 seconds. Gives up only
 * when the relay is not who it should be. Tells the person once when the connection goes, and once when it is back.
 */
final class StayConnected implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StayConnected.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final WaystationClient client;
    private final Consumer<String> tell;
    private final Consumer<Ending.Distrusted> onDistrusted;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<Ending.Distrusted> distrusted = Optional.empty();
    private final Thread thread;

    /** Both consumers are called on the new thread; {@code tell} gets lines for the person. */
    StayConnected(WaystationClient client, Consumer<String> tell, Consumer<Ending.Distrusted> onDistrusted) {
        this.client = client;
        this.tell = tell;
        this.onDistrusted = onDistrusted;
        this.thread = new Thread(this::runUntilClosed, "stay-connected");
        thread.setDaemon(true);
        thread.start();
    }

    /** Set once the relay was found not to be who it should be; nothing more comes then. */
    Optional<Ending.Distrusted> distrusted() {
        return distrusted;
    }

    /** What goes wrong with a client that is being closed, or on its thread, is for whoever waits for it. */
    private void runUntilClosed() {
        try {
            run();
        } catch (RuntimeException e) {
            LOG.debug("the connection is not tried again", e);
        }
    }

    private void run() {
        int failures = 0;
        boolean toldOfTrouble = false;
        while (closed.getCount() > 0) {
            Optional<Ending> failed = client.connect(Desk.CONNECT_PATIENCE);
            if (failed.isEmpty()) {
                failures = 0;
                if (toldOfTrouble) {
                    tell.accept("Your relay is reached again.");
                }
                toldOfTrouble = false;
            }
            Ending ending = failed.orElseGet(client::awaitEnding);
            if (ending instanceof Ending.Distrusted it) {
                distrusted = Optional.of(it);
                onDistrusted.accept(it);
                // Whoever waits for this client looks at its condition again.
                client.ask(Messenger::isConnected);
                return;
            }
            if (!toldOfTrouble && closed.getCount() > 0) {
                tell.accept(ending.words() + " Trying again until it works.");
                toldOfTrouble = true;
            }
            if (isClosedWithin(Pause.doubled(FIRST_PAUSE, failures++, LONGEST_PAUSE))) {
                return;
            }
        }
    }

    private boolean isClosedWithin(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
