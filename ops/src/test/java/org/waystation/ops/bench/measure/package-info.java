/** That the load test tells the truth. */
@NullMarked
package org.waystation.ops.bench.measure;

import org.jspecify.annotations.NullMarked;
