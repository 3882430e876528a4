/**
 * The load test: {@code waystation relay bench}. Starts relays as processes of their own, plays thousands of clients over the
 * public protocol, checks that no accepted message was lost or doubled, and says how fast it went and what it cost.
 */
@NullMarked
package org.waystation.ops.bench;

import org.jspecify.annotations.NullMarked;
