package org.waystation.relay.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.relay.call.CallEvents;

/** The relay's counters. Names end as Prometheus wants them but for the {@code _total} that its exporter adds. */
public final class RelayMetrics implements CallEvents {
    private final MetricRegistry registry;
    private final Counter stored;
    private final Counter duplicates;
    private final Counter refused;
    private final Counter undecipherable;
    private final Map<FaultCode, Counter> putOff = new EnumMap<>(FaultCode.class);
    private final Counter expired;
    private final Counter submitted;
    private final Counter answered;
    private final Counter failed;
    private final Counter violations;
    private final Counter connections;
    private final Counter openedByTicket;
    private final Counter openedByKey;
    private final FixedHistogram turnSeconds;
    private final FixedHistogram turnTasks;

    public RelayMetrics(MetricRegistry registry) {
        this.registry = registry;
        stored = registry.counter("relay_envelopes_accepted");
        duplicates = registry.counter("relay_envelopes_duplicate");
        refused = registry.counter("relay_envelopes_refused");
        expired = registry.counter("relay_envelopes_expired");
        undecipherable = registry.counter("relay_requests_undecipherable");
        Arrays.stream(FaultCode.values())
                .filter(code -> code.retry() == FaultCode.Retry.LATER)
                .forEach(code -> putOff.put(code, registry.counter("relay_requests_put_off{code=" + code + "}")));
        openedByTicket = registry.counter("relay_requests_opened_by_ticket");
        openedByKey = registry.counter("relay_requests_opened_by_key");
        submitted = registry.counter("relay_submissions_accepted");
        answered = registry.counter("relay_submissions_answered");
        failed = registry.counter("relay_submissions_failed");
        violations = registry.counter("relay_protocol_violations");
        connections = registry.counter("relay_connections_accepted");
        turnSeconds = registry.register("relay_store_commit_seconds", FixedHistogram.ofSeconds());
        turnTasks = registry.register("relay_store_commit_tasks", FixedHistogram.ofSizes());
    }

    /** A value that is read when somebody looks. */
    public void gauge(String name, Supplier<Number> value) {
        Gauge<Number> gauge = value::get;
        registry.register(name, gauge);
    }

    /** One turn of the store's thread. */
    public void onTurn(int tasks, double seconds) {
        turnTasks.record(tasks);
        turnSeconds.record(seconds);
    }

    @Override
    public void onStored() {
        stored.inc();
    }

    @Override
    public void onDuplicate() {
        duplicates.inc();
    }

    @Override
    public void onRefused() {
        refused.inc();
    }

    @Override
    public void onUndecipherable() {
        undecipherable.inc();
    }

    @Override
    public void onPutOff(FaultCode why) {
        Counter counter = putOff.get(why);
        if (counter != null) {
            counter.inc();
        }
    }

    @Override
    public void onOpened(boolean byTicket) {
        (byTicket ? openedByTicket : openedByKey).inc();
    }

    public void onExpired(int envelopes) {
        expired.inc(envelopes);
    }

    public void onSubmitted() {
        submitted.inc();
    }

    public void onOutcome(boolean wasAnswered) {
        (wasAnswered ? answered : failed).inc();
    }

    public void onViolation() {
        violations.inc();
    }

    public void onConnection() {
        connections.inc();
    }
}
