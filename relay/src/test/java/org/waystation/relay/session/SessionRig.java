package org.waystation.relay.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.relay.CoreRig;

/** One client of a relay that runs in the test's own thread. */
final class SessionRig {
    static final Entropy ENTROPY = Entropy.system();
    static final SendToken TOKEN = SendToken.of(new byte[SendToken.LENGTH_BYTES]);

    private final CoreRig relay;
    private final FakePort port = new FakePort();
    private final ClientSession session;
    private final SigningKey member;
    private final SigningKey owner;
    private long correlation;

    /** A relay with its files below this directory, and a first client of it. */
    static SessionRig startRelay(Path directory) throws Exception {
        return new SessionRig(new CoreRig(directory.resolve("relay"), "one.example"));
    }

    SessionRig(CoreRig relay) {
        this(relay, SigningKey.generate(ENTROPY), SigningKey.generate(ENTROPY));
    }

    private SessionRig(CoreRig relay, SigningKey member, SigningKey owner) {
        this.relay = relay;
        this.member = member;
        this.owner = owner;
        this.session = relay.connect(port);
    }

    /** Another connection of the same person. */
    SessionRig reconnect() {
        return new SessionRig(relay, member, owner);
    }

    CoreRig relay() {
        return relay;
    }

    FakePort port() {
        return port;
    }

    ClientSession session() {
        return session;
    }

    /** The outcome that came, if exactly one did. */
    FromRelay.OutcomeReady onlyOutcome() {
        List<FromRelay.OutcomeReady> outcomes = port.pushes(FromRelay.OutcomeReady.class);
        if (outcomes.size() != 1) {
            throw new AssertionError("not one outcome: " + outcomes);
        }
        return outcomes.get(0);
    }

    /** Sends a frame and lets nothing else happen; its correlation. */
    long send(ToRelay message) {
        correlation++;
        session.onFrame(new Frame<>(correlation, message), relay.now());
        return correlation;
    }

    /** Sends a frame, lets everything happen, and gives the answer. */
    FromRelay ask(ToRelay message) {
        long question = send(message);
        relay.settle();
        return port.answer(question);
    }

    ChannelProof greet() {
        FromRelay.Welcome welcome = (FromRelay.Welcome) ask(new ToRelay.Hello(1, 1));
        return proof(welcome);
    }

    private ChannelProof proof(FromRelay.Welcome welcome) {
        try {
            RelayCard card = SignedCard.verify(welcome.card()).card();
            return new ChannelProof(card.relay(), card.tlsPins().get(0), welcome.nonce());
        } catch (CardRefused refused) {
            throw new AssertionError(refused);
        }
    }

    /** Says hello and becomes a member. */
    ChannelProof join() throws Exception {
        ChannelProof proof = greet();
        expectDone(redeem(proof, relay.voucher()));
        return proof;
    }

    /** A new mailbox of this member, to which nobody is attached. */
    MailboxId createMailbox() {
        MailboxId mailbox = randomMailbox();
        expectDone(create(mailbox));
        return mailbox;
    }

    private void expectDone(ToRelay message) {
        FromRelay answer = ask(message);
        if (!answer.equals(FakePort.DONE)) {
            throw new AssertionError("not done: " + answer);
        }
    }

    ToRelay.Redeem redeem(ChannelProof proof, Bytes voucher) {
        return new ToRelay.Redeem(voucher, memberKey(), proof.signRedeem(member, voucher));
    }

    ToRelay.Login login(ChannelProof proof) {
        return new ToRelay.Login(memberKey(), proof.signLogin(member));
    }

    MemberKey memberKey() {
        return MemberKey.of(member.verifyingKey().bytes());
    }

    OwnerKey ownerKey() {
        return OwnerKey.of(owner.verifyingKey().bytes());
    }

    ToRelay.CreateMailbox create(MailboxId mailbox) {
        return new ToRelay.CreateMailbox(mailbox, ownerKey(), TOKEN, true);
    }

    ToRelay.Attach attach(ChannelProof proof, MailboxId mailbox) {
        return new ToRelay.Attach(mailbox, proof.signAttach(owner, mailbox));
    }

    static MailboxId randomMailbox() {
        return MailboxId.of(ENTROPY.bytes(MailboxId.LENGTH_BYTES));
    }

    static SubmissionId randomSubmission() {
        return SubmissionId.of(ENTROPY.bytes(SubmissionId.LENGTH_BYTES));
    }

    /** An append to a mailbox of the relay itself, sealed. */
    SealedRequest.ForSending append(MailboxId mailbox) {
        return append(mailbox, SizeClass.SMALL);
    }

    SealedRequest.ForSending append(MailboxId mailbox, SizeClass size) {
        Call.Append call = new Call.Append(
                relay.now().plus(Duration.ofHours(1)).getEpochSecond(),
                mailbox,
                TOKEN,
                EnvelopeId.of(ENTROPY.bytes(EnvelopeId.LENGTH_BYTES)),
                Lane.MESSAGE,
                Bytes.wrap(new byte[size.envelopeBytes()]));
        RelayCard card = relay.card().card();
        return SealedRequest.seal(
                call, card.relay(), card.routingKeyAt(relay.now()).orElseThrow(), Optional.empty(), ENTROPY);
    }

    ToRelay.Submit submit(SubmissionId id, SealedRequest.ForSending request) {
        return submit(id, Lane.MESSAGE, request);
    }

    ToRelay.Submit submit(SubmissionId id, Lane lane, SealedRequest.ForSending request) {
        return submit(id, lane, request.request());
    }

    ToRelay.Submit submit(SubmissionId id, Lane lane, Bytes request) {
        long expires = relay.now().plus(Duration.ofHours(1)).getEpochSecond();
        return new ToRelay.Submit(id, relay.card().card().relay(), lane, expires, request);
    }
}
