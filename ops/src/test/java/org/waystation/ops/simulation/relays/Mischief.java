package org.waystation.ops.simulation.relays;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.simulation.kernel.Armed;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.trial.FaultKind;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

/**
 * What a hostile relay does on its links: a well-behaved relay sits behind it, so that all but the misdeeds is according to
 * the protocol. It cannot open what it carries, and it cannot sign for others.
 */
final class Mischief {
    private static final int REMEMBERED = 512;
    private static final long OWN_CORRELATIONS = 1L << 40;
    private static final int FORGED_REPLY_BYTES = 128;

    private final Chance chance;
    private final List<Carried> remembered = new ArrayList<>();
    private final List<OfLink> links = new ArrayList<>();
    private final Map<FaultKind, Armed<FaultKind>> next = new EnumMap<>(FaultKind.class);
    private long correlation = OWN_CORRELATIONS;

    private record Carried(RelayId to, LinkMessage.Forward request) {}

    Mischief(Chance chance) {
        this.chance = chance;
    }

    /** Does it at once, or at the next opportunity unless another of its kind waits for that. */
    void commit(FaultKind misdeed, Runnable onDone) {
        if (misdeed == FaultKind.REQUEST_REPLAYED) {
            replay(onDone);
        } else {
            next.computeIfAbsent(misdeed, kind -> new Armed<>()).arm(misdeed, onDone);
        }
    }

    private void replay(Runnable onDone) {
        if (remembered.isEmpty()) {
            return;
        }
        Carried old = chance.pick(remembered);
        List<OfLink> there =
                links.stream().filter(each -> each.partner.equals(old.to)).toList();
        if (!there.isEmpty()) {
            there.forEach(each -> each.replay(old.request));
            onDone.run();
        }
    }

    /** Behaves from now on. */
    void calm() {
        next.clear();
    }

    OfLink newLink(RelayId partner, Consumer<Frame<LinkMessage>> wire) {
        OfLink link = new OfLink(partner, wire);
        links.add(link);
        return link;
    }

    private boolean takes(FaultKind misdeed) {
        Armed<FaultKind> waiting = next.get(misdeed);
        return waiting != null && waiting.strikes(misdeed);
    }

    /** The misdeeds on one link. */
    final class OfLink {
        private final RelayId partner;
        private final Consumer<Frame<LinkMessage>> wire;
        private final Set<Long> ours = new HashSet<>();
        private @Nullable Frame<LinkMessage> heldBack;

        OfLink(RelayId partner, Consumer<Frame<LinkMessage>> wire) {
            this.partner = partner;
            this.wire = wire;
        }

        void end() {
            links.remove(this);
        }

        void replay(LinkMessage.Forward request) {
            ours.add(++correlation);
            wire.accept(new Frame<>(correlation, request));
        }

        void onSend(Frame<LinkMessage> frame) {
            if (frame.message() instanceof LinkMessage.Forward request) {
                onRequest(frame, request);
            } else if (frame.message() instanceof LinkMessage.Answered) {
                onResult(frame);
            } else {
                wire.accept(frame);
            }
        }

        private void onRequest(Frame<LinkMessage> frame, LinkMessage.Forward request) {
            if (remembered.size() < REMEMBERED) {
                remembered.add(new Carried(partner, request));
            }
            if (takes(FaultKind.REQUEST_WITHHELD)) {
                return;
            }
            if (heldBack == null && takes(FaultKind.REQUESTS_REORDERED)) {
                heldBack = frame;
                return;
            }
            wire.accept(frame);
            if (heldBack != null) {
                wire.accept(heldBack);
                heldBack = null;
            }
        }

        private void onResult(Frame<LinkMessage> frame) {
            if (takes(FaultKind.RESULT_WITHHELD)) {
                return;
            }
            wire.accept(takes(FaultKind.RESULT_FORGED) ? new Frame<>(frame.correlation(), lie()) : frame);
        }

        private LinkMessage lie() {
            return switch (chance.below(3)) {
                case 0 -> new LinkMessage.Answered(Bytes.wrap(chance.bytes(FORGED_REPLY_BYTES)));
                case 1 -> new LinkMessage.Permanent(FaultNumber.of(FaultCode.REJECTED));
                default -> new LinkMessage.Temporary(FaultNumber.of(FaultCode.BUSY), Integer.MAX_VALUE);
            };
        }

        /** Whether a frame that comes in is for the relay behind; results of what was replayed are not. */
        boolean lets(Frame<LinkMessage> frame) {
            return !ours.remove(frame.correlation());
        }
    }
}
