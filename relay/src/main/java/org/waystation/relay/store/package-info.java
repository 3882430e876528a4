/**
 * The disk: RocksDB behind the store port, and the only package that knows it. Tables and their keys are documented by the
 * packages that own them (federation.outbox, relay.mailbox, relay.admission); each is one column family. On the disk rows are
 * sealed ({@code RowForm}); {@code StoreFormat} says which version of all this a store has.
 */
@NullMarked
package org.waystation.relay.store;

import org.jspecify.annotations.NullMarked;
