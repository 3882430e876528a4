package org.waystation.ops.faults.people;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.waystation.ops.bench.load.Mailbox;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.bench.wire.Line;
import org.waystation.ops.bench.wire.Site;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.OwnerKey;

/**
 * The owner of a mailbox, who attaches it again after every loss of the connection. What comes again is known by its
 * envelope's id; but an id is forgotten when the relay has confirmed its acknowledgement, so that a relay that delivers after
 * that is found out. Confined to the event loop, but where a method says otherwise.
 */
public final class Reader implements Wire.User {
    private static final long CREATE = 1;
    private static final long ATTACH = 2;
    private static final long ACKNOWLEDGE = 3;
    private static final long DELETE = 4;
    private static final int MOST_ACKNOWLEDGEMENTS = 2;

    private final int number;
    private final Mailbox mailbox;
    private final Letters letters;
    private final Judge judge;
    private final Wire wire;
    private final Map<EnvelopeId, Long> unconfirmed = new HashMap<>();
    private final Queue<Long> acknowledging = new ArrayDeque<>();
    private final CompletableFuture<Void> attached = new CompletableFuture<>();
    private final CompletableFuture<Void> deleted = new CompletableFuture<>();
    private long newest;
    private long asked;
    private boolean givingUp;
    private volatile int open;

    /** @param number of the mailbox in the course */
    public Reader(Generator generator, Site site, int number, Mailbox mailbox, Letters letters, Judge judge) {
        this.number = number;
        this.mailbox = mailbox;
        this.letters = letters;
        this.judge = judge;
        this.wire = new Wire(generator, site, this);
    }

    /** Makes the mailbox and attaches it. Any thread. */
    public CompletableFuture<Void> join() {
        return wire.open().thenCompose(connected -> attached);
    }

    /** Whether the relay has confirmed every acknowledgement. Any thread. */
    public boolean isSettled() {
        return open == 0;
    }

    /** Any thread. */
    public void leave() {
        wire.close();
    }

    /** Does something to the connection, which its relay has to bear. Any thread. */
    public void disturb(Disturbance what) {
        wire.execute(() -> what.strike(wire));
    }

    /** Deletes the mailbox, and leaves. Any thread. */
    public CompletableFuture<Void> giveUp() {
        wire.execute(() -> {
            givingUp = true;
            delete();
        });
        return deleted;
    }

    private void delete() {
        wire.post(DELETE, new ToRelay.DeleteMailbox(mailbox.id()));
        wire.flush();
    }

    @Override
    public void onConnected(Line.Opened opened) {
        acknowledging.clear();
        asked = 0;
        newest = 0;
        wire.post(
                CREATE,
                new ToRelay.CreateMailbox(
                        mailbox.id(), OwnerKey.of(mailbox.owner().verifyingKey().bytes()), mailbox.token(), false));
        wire.post(ATTACH, new ToRelay.Attach(mailbox.id(), opened.proof().signAttach(mailbox.owner(), mailbox.id())));
        wire.flush();
    }

    @Override
    public void onLost() {
        acknowledging.clear();
    }

    @Override
    public void onFrame(long correlation, FromRelay message) {
        if (message instanceof FromRelay.Deliver delivery) {
            onDelivered(delivery);
        } else if (correlation == ACKNOWLEDGE && message instanceof FromRelay.Refused) {
            onNotAcknowledged();
        } else if (message instanceof FromRelay.Refused) {
            judge.complain("a reader's relay refuses question " + correlation);
        } else if (message instanceof FromRelay.Detached) {
            onDetached();
        } else if (correlation == ATTACH) {
            attached.complete(null);
            if (givingUp) {
                delete();
            }
        } else if (correlation == DELETE) {
            deleted.complete(null);
            wire.close();
        } else if (correlation == ACKNOWLEDGE) {
            onAcknowledged();
        }
    }

    private void onDetached() {
        // A mailbox that is deleted is detached as well.
        if (!givingUp) {
            judge.complain("a mailbox was detached that nobody else attached");
        }
    }

    private void onDelivered(FromRelay.Deliver delivery) {
        long sequence = delivery.sequence();
        if (sequence <= newest) {
            judge.complain("a mailbox was delivered out of its order");
        }
        newest = Math.max(newest, sequence);
        Long before = unconfirmed.put(delivery.envelope(), sequence);
        open = unconfirmed.size();
        if (before == null) {
            show(delivery.envelope());
            return;
        }
        judge.onSecondDelivery();
        if (before != sequence) {
            judge.complain("an envelope is in a mailbox twice");
        }
    }

    private void show(EnvelopeId envelope) {
        Optional<Integer> letter = letters.numberOf(envelope);
        if (letter.isEmpty()) {
            judge.complain("a letter that nobody wrote");
        } else {
            judge.onShown(letter.get(), number);
        }
    }

    private void onAcknowledged() {
        Long through = acknowledging.poll();
        if (through != null) {
            unconfirmed.values().removeIf(sequence -> sequence <= through);
        }
        open = unconfirmed.size();
    }

    /** The relay cannot write now. */
    private void onNotAcknowledged() {
        acknowledging.poll();
        wire.later(() -> {
            asked = 0;
            onPause();
        });
    }

    @Override
    public void onPause() {
        if (newest > asked && acknowledging.size() < MOST_ACKNOWLEDGEMENTS) {
            asked = newest;
            acknowledging.add(newest);
            wire.post(ACKNOWLEDGE, new ToRelay.Acknowledge(mailbox.id(), newest));
            wire.flush();
        }
    }
}
