/** What a run costs and how fast it is: processes read from outside, rates, percentiles, the machine. */
@NullMarked
package org.waystation.ops.bench.measure;

import org.jspecify.annotations.NullMarked;
