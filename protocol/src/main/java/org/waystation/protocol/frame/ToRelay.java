package org.waystation.protocol.frame;

import java.util.List;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;

/** What a client may ask of its own relay. Every kind has one answer with the same correlation. */
public sealed interface ToRelay {

    /** Hands this message to the method of {@code handler} that is for its kind. */
    void deliverTo(Handler handler);

    /** One method per kind; a new kind does not compile until everyone who handles messages has decided about it. */
    interface Handler {
        void onHello(Hello message);

        void onPing(Ping message);

        void onRedeem(Redeem message);

        void onLogin(Login message);

        void onCreateMailbox(CreateMailbox message);

        void onDeleteMailbox(DeleteMailbox message);

        void onPublishPrekeys(PublishPrekeys message);

        void onAttach(Attach message);

        void onAcknowledge(Acknowledge message);

        void onGetCard(GetCard message);

        void onSubmit(Submit message);

        void onWatch(Watch message);

        void onCollect(Collect message);
    }

    /** Range of versions that the client speaks; its first frame. */
    record Hello(int minVersion, int maxVersion) implements ToRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onHello(this);
        }
    }

    record Ping() implements ToRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPing(this);
        }
    }

    /** {@code signature}: 64 bytes by the member key over the channel, see {@link ChannelProof}. */
    record Redeem(Bytes voucher, MemberKey member, Bytes signature) implements ToRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onRedeem(this);
        }
    }

    record Login(MemberKey member, Bytes signature) implements ToRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onLogin(this);
        }
    }

    record CreateMailbox(MailboxId mailbox, OwnerKey owner, SendToken token, boolean frontDoor) implements ToRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onCreateMailbox(this);
        }
    }

    record DeleteMailbox(MailboxId mailbox) implements ToRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onDeleteMailbox(this);
        }
    }

    /**
     * The encoded prekeys are opaque to the relay but for their sizes.
     *
     * @param publication the owner's number for it, not negative; a number that is not above the last is a repeat. 0: none
     * @param replace whether the one-time prekeys in stock are dropped first
     */
    record PublishPrekeys(
            MailboxId mailbox,
            Bytes standing,
            List<Bytes> oneTimeCurve,
            List<Bytes> oneTimeKem,
            long publication,
            boolean replace)
            implements ToRelay {
        public PublishPrekeys {
            oneTimeCurve = List.copyOf(oneTimeCurve);
            oneTimeKem = List.copyOf(oneTimeKem);
        }

        @Override
        public void deliverTo(Handler handler) {
            handler.onPublishPrekeys(this);
        }
    }

    record Attach(MailboxId mailbox, Bytes signature) implements ToRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onAttach(this);
        }
    }

    record Acknowledge(MailboxId mailbox, long throughSequence) implements ToRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onAcknowledge(this);
        }
    }

    record GetCard(RelayId relay) implements ToRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onGetCard(this);
        }
    }

    /** {@code expiresAt}: Unix seconds. {@code request}: exactly the length of a request class. */
    record Submit(SubmissionId submission, RelayId destination, Lane lane, long expiresAt, Bytes request)
            implements ToRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onSubmit(this);
        }
    }

    record Watch(List<SubmissionId> submissions) implements ToRelay {
        public Watch {
            submissions = List.copyOf(submissions);
        }

        @Override
        public void deliverTo(Handler handler) {
            handler.onWatch(this);
        }
    }

    record Collect(List<SubmissionId> submissions) implements ToRelay {
        public Collect {
            submissions = List.copyOf(submissions);
        }

        @Override
        public void deliverTo(Handler handler) {
            handler.onCollect(this);
        }
    }
}
