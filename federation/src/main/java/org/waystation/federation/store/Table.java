package org.waystation.federation.store;

/** One ordered table of a store. The package that owns a table documents its keys and values. */
public record Table(String name) {}
