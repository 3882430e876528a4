/**
 * The configuration: one commented TOML file that becomes a tree of records. Every value is checked where its record is
 * made, so a {@link org.waystation.ops.config.RelayConfig} that exists is a valid one. No secret is ever in it.
 */
@NullMarked
package org.waystation.ops.config;

import org.jspecify.annotations.NullMarked;
