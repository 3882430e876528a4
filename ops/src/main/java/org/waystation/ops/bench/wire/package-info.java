/**
 * The connections of the load test: what a device says to a relay before it says what it came for. Knows nothing but the
 * public protocol and Netty.
 */
@NullMarked
package org.waystation.ops.bench.wire;

import org.jspecify.annotations.NullMarked;
