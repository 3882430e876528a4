/** That the demonstration would notice if something were wrong. */
@NullMarked
package org.waystation.ops.demo;

import org.jspecify.annotations.NullMarked;
