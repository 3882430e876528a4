package org.waystation.ops.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.Logger;

/**
 * Sends the log to standard error, without a configuration file to look for: that makes short commands start faster. No
 * mapped diagnostic context, so that no line carries who it was about.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    /**
     * What Netty says of single connections has their addresses in it, and whoever opens connections could have it said without
     * end. What goes wrong on a connection is told by our own handlers.
     */
    private static final List<String> NAMING_CONNECTIONS =
            List.of("io.netty.channel", "io.netty.handler", "io.netty.bootstrap");

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %msg%n");
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(loggers);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        NAMING_CONNECTIONS.forEach(each -> loggers.getLogger(each).setLevel(Level.OFF));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
