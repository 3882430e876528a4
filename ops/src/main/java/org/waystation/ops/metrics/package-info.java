/**
 * What the relay counts, as Prometheus reads it. A Dropwizard name may carry labels, {@code requests_total{op=submit}};
 * the prefix {@code relay_} is added here. Only counters, meters, gauges and histograms with fixed buckets are shown:
 * a decaying reservoir cannot be added up over time or over relays.
 */
@NullMarked
package org.waystation.ops.metrics;

import org.jspecify.annotations.NullMarked;
