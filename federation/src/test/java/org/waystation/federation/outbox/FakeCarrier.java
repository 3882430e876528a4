package org.waystation.federation.outbox;

import java.util.ArrayList;
import java.util.List;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;

/** A way to a partner that only writes down what it is given. */
final class FakeCarrier implements Carrier {
    private final int window;
    private final List<Sent> sent = new ArrayList<>();

    record Sent(long correlation, Lane lane, Bytes request) {}

    FakeCarrier(int window) {
        this.window = window;
    }

    @Override
    public int window() {
        return window;
    }

    @Override
    public void forward(long correlation, Lane lane, Bytes request) {
        sent.add(new Sent(correlation, lane, request));
    }

    List<Sent> sent() {
        return sent;
    }

    List<Bytes> requests() {
        return sent.stream().map(Sent::request).toList();
    }

    /** The correlation under which a request was sent last. */
    long correlationOf(Bytes request) {
        return sent.stream()
                .filter(each -> each.request().equals(request))
                .mapToLong(Sent::correlation)
                .max()
                .orElseThrow();
    }
}
