/** What a configuration may say, and how it is refused. */
@NullMarked
package org.waystation.ops.config;

import org.jspecify.annotations.NullMarked;
