package org.waystation.ops.demo;

import java.util.List;
import java.util.Map;

/** Everything that was claimed and counted, for {@code --json}. The names are stable. */
record Report(
        boolean ok,
        double seconds,
        Tally.Counts messages,
        Tally.Counts toBojan,
        Tally.Counts toAna,
        Map<String, Evidence.OnDisk> onDisk,
        Searched search,
        List<Claims.Claim> claims,
        List<Story.Step> steps,
        String stoppedBy) {

    record Searched(int files, long bytes, int things, int formsFound) {}

    /** @param stoppedBy what kept the demonstration from going on; empty if nothing did */
    static Report of(Scene scene, DiskSearch.Result search, String stoppedBy) {
        Tally.Counts toBojan = scene.toBojan().counts();
        Tally.Counts toAna = scene.toAna().counts();
        return new Report(
                scene.claims().allHold() && stoppedBy.isEmpty(),
                scene.story().seconds(),
                toBojan.plus(toAna),
                toBojan,
                toAna,
                scene.evidence().disks(),
                new Searched(
                        search.files(),
                        search.bytes(),
                        scene.evidence().needles().size(),
                        search.hits().size()),
                scene.claims().list(),
                scene.story().steps(),
                stoppedBy);
    }
}
