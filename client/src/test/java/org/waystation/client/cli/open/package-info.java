/** The parts of an open chat, by themselves. */
@NullMarked
package org.waystation.client.cli.open;

import org.jspecify.annotations.NullMarked;
