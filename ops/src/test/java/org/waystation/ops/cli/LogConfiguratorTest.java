package org.waystation.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.DefaultChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.AbstractEventExecutor;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waystation.relay.RelayServer;

class LogConfiguratorTest {
    private final LoggerContext loggers = new LoggerContext();

    @BeforeEach
    void configure() {
        LogConfigurator configurator = new LogConfigurator();
        configurator.setContext(loggers);
        assertEquals(Configurator.ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY, configurator.configure(loggers));
    }

    @Test
    void whatNettySaysOfConnectionsIsNotLoggedSinceItNamesBothEnds() {
        for (Class<?> each : List.of(SslHandler.class, DefaultChannelPipeline.class, ServerBootstrap.class)) {
            assertFalse(loggers.getLogger(each).isErrorEnabled(), each::getName);
        }
    }

    @Test
    void mistakesOfOursAreLoggedWhereverTheyAreCaught() {
        assertTrue(loggers.getLogger(RelayServer.class).isErrorEnabled());
        assertTrue(loggers.getLogger(AbstractEventExecutor.class).isWarnEnabled());
    }
}
