package org.waystation.client.messenger;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.person.Ending;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;

/** Hands one frame to whoever it is for: an answer to whoever asked, a push by its kind. */
final class Dispatch implements FromRelay.Handler {
    private static final Answer NOBODY_ASKED = (turn, fault, retryAfter) -> {
        throw new ProtocolViolation(FaultCode.OUT_OF_PLACE);
    };

    private final Turn turn;
    private final Mailboxes mailboxes;
    private final Courier courier;
    private final Greeting greeting;

    private Answer answer = NOBODY_ASKED;
    private boolean isPush;
    private @Nullable ProtocolViolation violation;

    Dispatch(Turn turn, Mailboxes mailboxes, Courier courier, Greeting greeting) {
        this.turn = turn;
        this.mailboxes = mailboxes;
        this.courier = courier;
        this.greeting = greeting;
    }

    void handle(Frame<FromRelay> frame) throws ProtocolViolation {
        isPush = frame.correlation() == Frame.PUSH;
        if (!isPush) {
            Optional<Answer> asked = turn.channel().answered(frame.correlation());
            answer = asked.orElse(NOBODY_ASKED);
        }
        frame.message().deliverTo(this);
        if (violation != null) {
            throw violation;
        }
    }

    private interface Step {
        void run() throws ProtocolViolation;
    }

    /** The handler's methods cannot throw a peer's fault; it is kept until they have returned. */
    private void step(boolean allowed, Step step) {
        try {
            if (!allowed) {
                throw new ProtocolViolation(FaultCode.OUT_OF_PLACE);
            }
            step.run();
        } catch (ProtocolViolation e) {
            violation = e;
        }
    }

    @Override
    public void onWelcome(FromRelay.Welcome message) {
        boolean awaited = !isPush && turn.channel().phase() == RelayChannel.Phase.GREETING;
        step(awaited && answer != NOBODY_ASKED, () -> greeting.onWelcome(turn, message));
    }

    @Override
    public void onDone(FromRelay.Done message) {
        step(!isPush, () -> answer.onDone(turn, message.waitsBecause()));
    }

    @Override
    public void onRefused(FromRelay.Refused message) {
        if (isPush) {
            step(
                    true,
                    () -> turn.close(new Ending.Refused(
                            message.fault(),
                            "The relay ended the connection: " + message.fault().words() + ".")));
        } else {
            Duration retryAfter = Duration.ofSeconds(Math.max(0, message.retryAfterSeconds()));
            step(true, () -> answer.onRefused(turn, message.fault(), retryAfter));
        }
    }

    @Override
    public void onPong(FromRelay.Pong message) {
        step(!isPush && answer != NOBODY_ASKED, () -> {});
    }

    @Override
    public void onPrekeyStock(FromRelay.PrekeyStock message) {
        step(!isPush, () -> answer.onStock(turn, message));
    }

    @Override
    public void onCardReply(FromRelay.CardReply message) {
        step(!isPush, () -> answer.onCard(turn, message.card()));
    }

    @Override
    public void onDeliver(FromRelay.Deliver message) {
        step(mayPush(), () -> mailboxes.onDeliver(turn, message));
    }

    @Override
    public void onCaughtUp(FromRelay.CaughtUp message) {
        step(mayPush(), () -> mailboxes.onCaughtUp(turn, message));
    }

    @Override
    public void onDetached(FromRelay.Detached message) {
        step(mayPush(), () -> mailboxes.onDetached(turn, message));
    }

    @Override
    public void onOutcomeReady(FromRelay.OutcomeReady message) {
        step(mayPush(), () -> courier.onOutcome(turn, message));
    }

    private boolean mayPush() {
        return isPush && turn.channel().isReady();
    }
}
