/** The node's command line: what an operator types, what it answers, and with which exit code. */
@NullMarked
package org.waystation.ops.cli;

import org.jspecify.annotations.NullMarked;
