/** What an operator types, and what comes back. */
@NullMarked
package org.waystation.ops.cli;

import org.jspecify.annotations.NullMarked;
