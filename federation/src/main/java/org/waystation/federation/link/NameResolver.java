package org.waystation.federation.link;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The system's resolver, asked on a thread that may wait: a partner whose name servers do not answer must not hold up the
 * connections that share its event loop.
 */
final class NameResolver extends AddressResolverGroup<InetSocketAddress> {
    private final Executor resolving;

    NameResolver(Executor resolving) {
        this.resolving = resolving;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new OffLoop(executor).asAddressResolver();
    }

    private final class OffLoop extends InetNameResolver {
        OffLoop(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            resolving.execute(() -> {
                try {
                    promise.setSuccess(InetAddress.getByName(host));
                } catch (UnknownHostException unknown) {
                    promise.setFailure(unknown);
                }
            });
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            resolving.execute(() -> {
                try {
                    promise.setSuccess(List.of(InetAddress.getAllByName(host)));
                } catch (UnknownHostException unknown) {
                    promise.setFailure(unknown);
                }
            });
        }
    }
}
