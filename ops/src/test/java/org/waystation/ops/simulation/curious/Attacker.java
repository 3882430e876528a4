package org.waystation.ops.simulation.curious;

import java.util.List;

/** Learns from messages of which it was told who they are about, and says of others who they are about. */
interface Attacker {
    /** What it looks at, in words. */
    String words();

    /**
     * @param known what it may learn from
     * @param asked what it has to tell
     * @param choices how many there are to choose from, numbered from 0
     * @return its choice for each that was asked; one for which nothing speaks is drawn
     */
    List<Integer> guess(List<Known> known, List<Dossier> asked, int choices);

    /** A message and whom it is about. */
    record Known(Dossier dossier, int who) {}
}
