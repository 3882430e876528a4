package org.waystation.watch.fuzz;

/** What a reading ends with where the decoder refuses by giving no value. */
public final class Nothing extends Exception {
    private static final long serialVersionUID = 1L;

    public Nothing() {
        super("no value", null, false, false);
    }
}
