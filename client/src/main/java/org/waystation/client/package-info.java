/**
 * What a defender touches. {@code vault} keeps everything on disk, sealed; {@code messenger} decides, without threads or
 * sockets; {@code verification} makes the codes that two people compare; {@code net} connects it to the relay; {@code cli} is the terminal. The classes of this package are the library
 * that the terminal, and later a daemon or a bot, stand on.
 */
@NullMarked
package org.waystation.client;

import org.jspecify.annotations.NullMarked;
