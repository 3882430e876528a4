package org.waystation.ops.config;

/** How the relay keeps its secrets and its rows on disk. */
public record StoreConfig(KeySource key) {
    public static final StoreConfig DEFAULT = new StoreConfig(KeySource.DIRECTORY);
}
