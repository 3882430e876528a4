/** What the load test found, as data and in words. */
@NullMarked
package org.waystation.ops.bench.report;

import org.jspecify.annotations.NullMarked;
