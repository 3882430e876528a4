/**
 * What the operator's commands work on: a relay's directory, and the relay as a process of its own or one that answers on its
 * administration page. What could not be done is a {@link org.waystation.ops.node.CommandFailure} with its exit code.
 */
@NullMarked
package org.waystation.ops.node;

import org.jspecify.annotations.NullMarked;
