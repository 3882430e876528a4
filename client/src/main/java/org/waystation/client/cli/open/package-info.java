/**
 * What a command does that stays open: it keeps the client connected, shows what comes as it comes, reads what is typed, and
 * locks the vault when nobody presses a key.
 */
@NullMarked
package org.waystation.client.cli.open;

import org.jspecify.annotations.NullMarked;
