/**
 * One relay and fifty partners over a week in which they cannot reach each other, and the minute in which they can again.
 *
 * <pre>
 * Members ──Submit──▶ RelayNode ══links══ 50 RelayNodes      LinkGauge, DialGauge: counts, peaks
 *                                                            Account: what was submitted is there once, in order
 * </pre>
 */
@NullMarked
package org.waystation.ops.simulation.outage;

import org.jspecify.annotations.NullMarked;
