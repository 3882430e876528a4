/** That the load test tells the truth. */
@NullMarked
package org.waystation.ops.bench.load;

import org.jspecify.annotations.NullMarked;
