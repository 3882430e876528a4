package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.Ending;
import org.waystation.client.person.JoinResult;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.Notice;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.vault.InMemoryVault;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;

/** Somebody with a vault and a messenger, at a fake relay. Every frame goes through the real codec. */
final class Person {
    final InMemoryVault vault = new InMemoryVault();
    final FakeRelay relay;
    final List<Notice> notices = new ArrayList<>();
    final List<Ending> endings = new ArrayList<>();
    final Deque<Frame<ToRelay>> toRelay = new ArrayDeque<>();

    private final FakeClock clock;
    private final Entropy entropy;
    private Messenger messenger;
    private @Nullable FakeConnection connection;

    Person(FakeRelay relay, FakeClock clock, Entropy entropy) {
        this.relay = relay;
        this.clock = clock;
        this.entropy = entropy;
        this.messenger = newMessenger();
    }

    private Messenger newMessenger() {
        return new Messenger(vault, clock, entropy, this::on);
    }

    Messenger messenger() {
        return messenger;
    }

    FakeConnection connection() {
        return Optional.ofNullable(connection).orElseThrow();
    }

    private void on(Action action) {
        if (action instanceof Action.Send send) {
            toRelay.add(send.frame());
        } else if (action instanceof Action.Close close) {
            endings.add(close.ending());
            disconnect();
        } else if (action instanceof Action.Tell tell) {
            notices.add(tell.notice());
        }
    }

    void connect() {
        connectSeeing(relay.pin);
    }

    void connectSeeing(Bytes pin) {
        connection = new FakeConnection(relay, Bytes.wrap(entropy.bytes(Limits.NONCE_BYTES)));
        messenger.onConnected("127.0.0.1:7001", pin);
    }

    void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
        toRelay.clear();
        messenger.onDisconnected();
    }

    /** The process is gone; what was on disk is there when it starts again. */
    void crash() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
        toRelay.clear();
        messenger = newMessenger();
    }

    /** Moves one frame in one direction; false if there is none. */
    boolean step() {
        if (connection == null) {
            return false;
        }
        if (!toRelay.isEmpty()) {
            connection.take(throughCodec(FrameCodec.toRelay(), toRelay.remove()));
            return true;
        }
        Frame<FromRelay> next = connection.toClient.poll();
        if (next != null) {
            messenger.onFrame(throughCodec(FrameCodec.fromRelay(), next));
        }
        return next != null;
    }

    private static <M> Frame<M> throughCodec(FrameCodec<M> codec, Frame<M> frame) {
        ByteBuf encoded = codec.encode(frame, UnpooledByteBufAllocator.DEFAULT);
        try {
            return codec.decode(encoded.skipBytes(Limits.FRAME_PREFIX_BYTES));
        } catch (ProtocolViolation e) {
            throw new AssertionError("our own frame", e);
        } finally {
            encoded.release();
        }
    }

    void join() {
        assertInstanceOf(JoinResult.Started.class, messenger.join(relay.voucher()));
        connect();
    }

    /** Shows everything that can be shown. */
    List<String> read() {
        List<ReceivedText> texts = messenger.unread(Optional.empty(), Integer.MAX_VALUE);
        texts.forEach(each -> messenger.shown(each.contact(), each.number()));
        return texts.stream().map(ReceivedText::text).toList();
    }

    long send(String contact, String text) {
        ContactResult result = messenger.send(contact, new MessageText(text));
        return assertInstanceOf(ContactResult.Written.class, result).number();
    }

    Delivery delivery(String contact, long number) {
        long id = messenger.contact(contact).orElseThrow().id();
        return messenger.sent(id, number).orElseThrow().delivery();
    }

    Contact.State state(String contact) {
        return messenger.contact(contact).orElseThrow().state();
    }
}
