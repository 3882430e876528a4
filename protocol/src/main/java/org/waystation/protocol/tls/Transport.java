package org.waystation.protocol.tls;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The sockets of this platform: epoll where it is there, the JDK's selectors elsewhere. */
public final class Transport {
    /** So much of what was written may wait in the system for a peer that reads slowly; more only slows nobody down. */
    private static final int MOST_UNSENT_BYTES = 128 << 10;

    private Transport() {}

    /** Event loops on daemon threads named after {@code role}. */
    public static EventLoopGroup eventLoops(String role, int threads) {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(role, true), io);
    }

    public static Class<? extends Channel> socket() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /**
     * Has a connection's bytes wait in this process, where they are counted, and not in the system's memory. What is on its way in
     * the network is not bounded by it. Where the platform has no such option, nothing changes.
     */
    public static void boundUnsent(Channel channel) {
        if (channel instanceof EpollSocketChannel socket) {
            socket.config().setTcpNotSentLowAt(MOST_UNSENT_BYTES);
        }
    }

    public static Class<? extends ServerChannel> serverSocket() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }
}
