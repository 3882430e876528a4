/** Real clients and real relays in one process: sockets, TLS, RocksDB and SQLite as in earnest. */
@NullMarked
package org.waystation.ops.people;

import org.jspecify.annotations.NullMarked;
