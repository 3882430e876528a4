package org.waystation.client.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/**
 * The log, to standard error: silent on a normal run, for commands tell people themselves what they need to know. Without a
 * configuration file to look for, which makes every command start faster.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    /** System property with the level that {@code --debug} asks for. */
    static final String LEVEL = "waystation.log";

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern("%-5level %logger{0}: %msg%n");
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(loggers);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        Level level = Level.toLevel(System.getProperty(LEVEL), Level.ERROR);
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
