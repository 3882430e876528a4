/**
 * What the relay counts, in a Dropwizard registry under names that are ready for Prometheus. Counts, sizes and
 * times; nothing about a person, a mailbox or a key.
 */
@NullMarked
package org.waystation.relay.metrics;

import org.jspecify.annotations.NullMarked;
