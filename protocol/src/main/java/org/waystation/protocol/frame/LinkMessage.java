package org.waystation.protocol.frame;

import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Lane;

/** What two relays say to each other; both directions use the same kinds. */
public sealed interface LinkMessage {

    /** Hands this message, with its correlation, to the method of {@code handler} that is for its kind. */
    void deliverTo(long correlation, Handler handler);

    /** One method per kind. */
    interface Handler {
        void onHello(Hello message);

        void onCard(Card message);

        void onForward(long correlation, Forward message);

        void onAnswered(long correlation, Answered message);

        void onTemporary(long correlation, Temporary message);

        void onPermanent(long correlation, Permanent message);

        void onPing(long correlation);

        void onPong(long correlation);

        void onClosing(Closing message);
    }

    /**
     * First frame of both ends. {@code instance}: 16 random bytes of this start of the sender; {@code window}: requests
     * that the sender accepts in flight; {@code time}: Unix seconds, for measuring skew only.
     */
    record Hello(
            int minVersion, int maxVersion, RelayId relay, Bytes instance, int window, long time, long cardSequence)
            implements LinkMessage {
        public static final int INSTANCE_BYTES = 16;

        @Override
        public void deliverTo(long correlation, Handler handler) {
            handler.onHello(this);
        }
    }

    /** The sender's newest card: an encoded SignedCard, not verified yet. */
    record Card(Bytes card) implements LinkMessage {
        @Override
        public void deliverTo(long correlation, Handler handler) {
            handler.onCard(this);
        }
    }

    /** A sealed request for the relay that receives it. */
    record Forward(Bytes request, Lane lane) implements LinkMessage {
        @Override
        public void deliverTo(long correlation, Handler handler) {
            handler.onForward(correlation, this);
        }
    }

    /** The request was carried out or refused inside: only the asking client can read which. */
    record Answered(Bytes reply) implements LinkMessage {
        @Override
        public void deliverTo(long correlation, Handler handler) {
            handler.onAnswered(correlation, this);
        }
    }

    /** Try again, not before so many seconds (0: the sender's own backoff). */
    record Temporary(FaultNumber fault, int retryAfterSeconds) implements LinkMessage {
        @Override
        public void deliverTo(long correlation, Handler handler) {
            handler.onTemporary(correlation, this);
        }
    }

    /** Never try again. */
    record Permanent(FaultNumber fault) implements LinkMessage {
        @Override
        public void deliverTo(long correlation, Handler handler) {
            handler.onPermanent(correlation, this);
        }
    }

    record Ping() implements LinkMessage {
        @Override
        public void deliverTo(long correlation, Handler handler) {
            handler.onPing(correlation);
        }
    }

    record Pong() implements LinkMessage {
        @Override
        public void deliverTo(long correlation, Handler handler) {
            handler.onPong(correlation);
        }
    }

    /** The last frame before the sender closes, and why. */
    record Closing(FaultNumber fault) implements LinkMessage {
        @Override
        public void deliverTo(long correlation, Handler handler) {
            handler.onClosing(this);
        }
    }
}
