package org.waystation.ops.simulation.world;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.LoggerFactory;

/** Takes what the program logs while a world runs, instead of printing it: counts it, and tells of mistakes. */
final class LogTrap implements AutoCloseable {
    private static final String OUR_LOGGERS = "org.waystation";
    private static final int TRACE_LINES = 20;

    private final Logger logger;
    private final Level levelBefore;
    private final boolean additiveBefore;
    private final Appender appender;

    /** @param onMistake hears the message and the stack of whatever is logged as a mistake of ours */
    LogTrap(BiConsumer<String, List<String>> onMistake) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        logger = context.getLogger(OUR_LOGGERS);
        levelBefore = logger.getLevel();
        additiveBefore = logger.isAdditive();
        appender = new Appender(onMistake);
        appender.setContext(context);
        appender.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    long lines() {
        return appender.lines;
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(levelBefore);
        logger.setAdditive(additiveBefore);
    }

    private static final class Appender extends AppenderBase<ILoggingEvent> {
        private final BiConsumer<String, List<String>> onMistake;
        private long lines;

        Appender(BiConsumer<String, List<String>> onMistake) {
            this.onMistake = onMistake;
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines++;
            if (event.getFormattedMessage().contains("mistake of ours")) {
                onMistake.accept(event.getFormattedMessage(), trace(event));
            }
        }

        private static List<String> trace(ILoggingEvent event) {
            List<String> trace = new ArrayList<>();
            if (event.getThrowableProxy() != null) {
                trace.add(event.getThrowableProxy().getClassName() + ": "
                        + event.getThrowableProxy().getMessage());
                for (StackTraceElementProxy each : event.getThrowableProxy().getStackTraceElementProxyArray()) {
                    if (trace.size() < TRACE_LINES) {
                        trace.add(each.toString());
                    }
                }
            }
            return trace;
        }
    }
}
