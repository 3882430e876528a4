package org.waystation.ops.demo;

import java.util.ArrayList;
import java.util.List;

/** What the demonstration says is so, each with whether it was. One thread. */
final class Claims {
    private final List<Claim> claims = new ArrayList<>();
    private final Story story;

    Claims(Story story) {
        this.story = story;
    }

    /**
     * One claim.
     *
     * @param claim a sentence that is true if all is well
     * @param found what was seen
     */
    record Claim(String claim, boolean ok, String found) {}

    void check(String claim, boolean ok, String found) {
        claims.add(new Claim(claim, ok, found));
        story.tell((ok ? "ok      " : "FAILED  ") + claim + (ok ? "" : " -- but: " + found));
    }

    boolean allHold() {
        return !claims.isEmpty() && claims.stream().allMatch(Claim::ok);
    }

    List<Claim> list() {
        return List.copyOf(claims);
    }
}
