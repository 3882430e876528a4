package org.waystation.ops.siege.attack;

import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** The first bytes of a client's TLS handshake: good ones, that cost whoever repeats them nothing. */
final class Greeting {
    private static final int MOST_BYTES = 1 << 15;

    private Greeting() {}

    static ByteBuffer of(Camp camp) throws SSLException {
        SSLEngine engine = camp.site().tls().newEngine(ByteBufAllocator.DEFAULT);
        engine.setUseClientMode(true);
        engine.beginHandshake();
        ByteBuffer hello = ByteBuffer.allocate(MOST_BYTES);
        engine.wrap(ByteBuffer.allocate(0), hello);
        return hello.flip().asReadOnlyBuffer();
    }
}
