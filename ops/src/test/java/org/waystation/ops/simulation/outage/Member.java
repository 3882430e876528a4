package org.waystation.ops.simulation.outage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Life;
import org.waystation.ops.simulation.kernel.Loop;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.Caller;
import org.waystation.ops.simulation.network.End;
import org.waystation.ops.simulation.network.Network;
import org.waystation.ops.simulation.network.Receiver;
import org.waystation.ops.simulation.network.Visitor;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.ops.simulation.relays.Wire;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.SubmissionId;

/** A member of a relay, one frame at a time: connects, asks everything that it is told to, and leaves. */
final class Member {
    private static final Duration STAYS = Duration.ofSeconds(50);

    private final RelayNode relay;
    private final Timeline time;
    private final Network network;
    private final Chance chance;
    private final SigningKey key;
    private final Map<SubmissionId, FromRelay.OutcomeReady> outcomes = new HashMap<>();
    private boolean redeemed;
    private long refused;

    Member(RelayNode relay, Timeline time, Network network, Chance chance) {
        this.relay = relay;
        this.time = time;
        this.network = network;
        this.chance = chance;
        this.key = SigningKey.generate(chance);
    }

    /** What became of submissions, as far as it was told. */
    Map<SubmissionId, FromRelay.OutcomeReady> outcomes() {
        return outcomes;
    }

    /** Questions that the relay did not do. */
    long refused() {
        return refused;
    }

    /** Connects, asks all of this at once, hears what comes for a while, and leaves. */
    void ask(List<ToRelay> questions) {
        network.dial(new Visit(List.copyOf(questions)), relay.endpoint());
    }

    private final class Visit implements Caller, Receiver {
        private final Life life = new Life(() -> {});
        private final Loop loop = new Loop(time, life, chance.fork("loop"));
        private final List<ToRelay> questions;
        private Optional<Bytes> pin = Optional.empty();
        private @Nullable End end;
        private long correlation;
        private boolean served;

        Visit(List<ToRelay> questions) {
            this.questions = new ArrayList<>(questions);
        }

        @Override
        public Visitor visitor() {
            return new Visitor("a member of " + relay.name(), Optional.empty(), any -> true);
        }

        @Override
        public Life life() {
            return life;
        }

        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public Receiver onConnected(End opened, Bytes relaysPin) {
            end = opened;
            pin = Optional.of(relaysPin);
            send(new ToRelay.Hello(1, 1));
            time.in(STAYS, life, opened::close);
            return this;
        }

        @Override
        public void onFailed(String why) {
            throw new AssertionError("a member cannot reach " + relay.name() + ": " + why);
        }

        private void send(ToRelay message) {
            if (end != null) {
                end.send(Wire.encode(FrameCodec.toRelay(), new Frame<>(++correlation, message)));
            }
        }

        @Override
        public void onBytes(byte[] bytes) {
            try {
                hear(Wire.decode(FrameCodec.fromRelay(), bytes).message());
            } catch (ProtocolViolation broken) {
                throw new AssertionError(broken);
            }
        }

        private void hear(FromRelay message) {
            if (message instanceof FromRelay.Welcome welcome) {
                prove(new ChannelProof(relay.id(), pin.orElseThrow(), welcome.nonce()));
            } else if (message instanceof FromRelay.Done && !served) {
                served = true;
                redeemed = true;
                questions.forEach(this::send);
            } else if (message instanceof FromRelay.Refused) {
                refused++;
            } else if (message instanceof FromRelay.OutcomeReady outcome) {
                outcomes.put(outcome.submission(), outcome);
            }
        }

        private void prove(ChannelProof proof) {
            MemberKey member = MemberKey.of(key.verifyingKey().bytes());
            if (redeemed) {
                send(new ToRelay.Login(member, proof.signLogin(key)));
            } else {
                Bytes voucher = relay.newVoucher().secret();
                send(new ToRelay.Redeem(voucher, member, proof.signRedeem(key, voucher)));
            }
        }

        @Override
        public void onClosed() {
            end = null;
        }
    }
}
