package org.waystation.ops.admin;

import java.util.List;

/** What the admin listener shows of a running relay. Called from the admin listener's own threads. */
public interface NodeView {
    /** What the relay needs to serve; a critical check that fails makes it not ready. */
    List<Check> checks();

    /** The content of {@code /metrics}, in the exposition's format. */
    String metrics();

    /** The content of {@code /status.json}: a record. */
    Object status();
}
