package org.waystation.client.vault;

import org.waystation.protocol.id.Bytes;

/** A row as it comes out of the vault. */
public record VaultRow(RowKey key, Bytes value) {}
