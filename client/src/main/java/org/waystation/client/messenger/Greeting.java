package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Optional;
import org.waystation.client.person.Ending;
import org.waystation.client.person.Notice;
import org.waystation.client.rows.AccountRow;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Limits;

/**
 * The start of a connection: agree on a version, check that this is our relay, redeem the voucher if that has not been
 * done, log in. Nothing secret is sent before the relay's card, signed by the key that the voucher names, has named the TLS
 * key that the relay holds.
 */
final class Greeting {
    private final OnReady onReady;

    /** What happens once the relay serves us. */
    interface OnReady {
        void ready(Turn turn);
    }

    Greeting(OnReady onReady) {
        this.onReady = onReady;
    }

    void start(Turn turn) {
        turn.ask(
                new ToRelay.Hello(Limits.MIN_VERSION, Limits.MAX_VERSION),
                refusedAs("Your relay does not accept this client"));
    }

    void onWelcome(Turn turn, FromRelay.Welcome welcome) throws ProtocolViolation {
        if (welcome.version() < Limits.MIN_VERSION || welcome.version() > Limits.MAX_VERSION) {
            throw new ProtocolViolation(FaultCode.VERSION_MISMATCH);
        }
        Optional<String> objection = objection(turn, welcome.card());
        if (objection.isPresent()) {
            turn.close(new Ending.Distrusted(objection.get()));
            return;
        }
        AccountRow account = turn.account();
        turn.channel()
                .prove(new ChannelProof(
                        RelayId.of(account.getRelay().toByteArray()),
                        turn.channel().pin(),
                        welcome.nonce()));
        if (account.getRedeemed()) {
            logIn(turn, account);
        } else {
            redeem(turn, account);
        }
    }

    /** Why this is not our relay; stores its card if it is, and the card is newer. */
    private static Optional<String> objection(Turn turn, Bytes encodedCard) {
        RelayId ours = RelayId.of(turn.account().getRelay().toByteArray());
        try {
            RelayCard card = SignedCard.verify(encodedCard).card();
            if (!card.relay().equals(ours)) {
                throw new CardRefused(CardRefused.Why.ANOTHER_RELAY);
            }
            if (card.isExpiredAt(turn.now())) {
                return Optional.of(
                        "The relay's card has expired; if the date of this device is right, ask its operator.");
            }
            if (!card.names(turn.channel().pin())) {
                return Optional.of("Whoever answers at the relay's address does not hold the relay's TLS key;"
                        + " somebody may be in between. Nothing was sent. Ask the operator by another way.");
            }
            Optional<RelayCard> known = Cards.stored(turn, ours);
            if (known.isPresent() && known.get().sequence() > card.sequence()) {
                throw new CardRefused(CardRefused.Why.OLDER_THAN_KNOWN);
            }
            turn.rows().putCard(ours, encodedCard);
            return Optional.empty();
        } catch (CardRefused e) {
            return Optional.of("This is not your relay: " + e.getMessage() + ". Nothing was sent. Ask its operator.");
        }
    }

    private void redeem(Turn turn, AccountRow account) {
        Bytes voucher = Bytes.wrap(account.getVoucher().toByteArray());
        SigningKey member = memberKey(account);
        turn.ask(
                new ToRelay.Redeem(voucher, idOf(member), turn.channel().proof().signRedeem(member, voucher)),
                new Answer() {
                    @Override
                    public void onDone(Turn next) {
                        AccountRow redeemed = next.account().toBuilder()
                                .setRedeemed(true)
                                .setVoucher(ByteString.EMPTY)
                                .build();
                        next.rows().put(redeemed);
                        logIn(next, redeemed);
                    }

                    @Override
                    public void onRefused(Turn next, FaultNumber fault, Duration retryAfter) {
                        next.close(new Ending.Refused(
                                fault, "The relay did not accept the voucher: " + fault.words() + "."));
                    }
                });
    }

    private void logIn(Turn turn, AccountRow account) {
        SigningKey member = memberKey(account);
        turn.ask(new ToRelay.Login(idOf(member), turn.channel().proof().signLogin(member)), new Answer() {
            @Override
            public void onDone(Turn next) {
                next.channel().ready();
                next.tell(new Notice.LoggedIn());
                onReady.ready(next);
            }

            @Override
            public void onRefused(Turn next, FaultNumber fault, Duration retryAfter) {
                next.close(new Ending.Refused(fault, "The relay does not let you in: " + fault.words() + "."));
            }
        });
    }

    private static Answer refusedAs(String what) {
        return (turn, fault, retryAfter) -> turn.close(new Ending.Refused(fault, what + ": " + fault.words() + "."));
    }

    private static SigningKey memberKey(AccountRow account) {
        return SigningKey.fromSeed(SecretKey32.copyOf(account.getMemberSeed().toByteArray()));
    }

    private static MemberKey idOf(SigningKey member) {
        return MemberKey.of(member.verifyingKey().bytes());
    }
}
