package org.waystation.ops.admin;

/** One thing that is well or not. Any thread. */
public record Check(String name, boolean critical, boolean ok, String words) {}
