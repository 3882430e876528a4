/** When a client that was left open locks: the decision, how long it is put off, and the thread that acts on it. */
@NullMarked
package org.waystation.client.idle;

import org.jspecify.annotations.NullMarked;
