/**
 * The port through which everything that decides reaches a disk: ordered tables, one transaction at a time, many
 * rows per commit, durable when the commit returns. Declared here because the outbox is the lowest part that
 * needs it. The same port in memory is here too, so that whatever decides can be driven without a disk.
 */
@NullMarked
package org.waystation.federation.store;

import org.jspecify.annotations.NullMarked;
