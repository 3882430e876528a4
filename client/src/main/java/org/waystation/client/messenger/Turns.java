package org.waystation.client.messenger;

import java.util.function.Function;

/** Does something within one event. */
interface Turns {
    <T> T turn(Function<Turn, T> event);
}
