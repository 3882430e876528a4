/** That the load test tells the truth. */
@NullMarked
package org.waystation.ops.bench.wire;

import org.jspecify.annotations.NullMarked;
