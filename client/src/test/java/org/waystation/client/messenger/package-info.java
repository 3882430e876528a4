/** Tests of the messenger: people, relays and a clock in one thread, every frame handed over by hand. */
@NullMarked
package org.waystation.client.messenger;

import org.jspecify.annotations.NullMarked;
