package org.waystation.ops.netcheck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waystation.ops.node.ExitCode;

/** Whose clock is wrong: where several partners, and all of them, differ in the same direction, it is this machine's. */
final class OwnClock {
    private static final int ENOUGH = 2;

    private OwnClock() {}

    /** @param skews of the partners that answered, each less this machine's clock */
    static Optional<Finding> judge(List<Duration> skews) {
        boolean allAhead = skews.stream().allMatch(each -> each.compareTo(SightJudge.TOLERATED_SKEW) > 0);
        boolean allBehind = skews.stream().allMatch(each -> each.negated().compareTo(SightJudge.TOLERATED_SKEW) > 0);
        if (skews.size() < ENOUGH || !(allAhead || allBehind)) {
            return Optional.empty();
        }
        Duration least = skews.stream()
                .min((left, right) -> left.abs().compareTo(right.abs()))
                .orElseThrow()
                .negated();
        return Optional.of(Finding.problem(
                SightJudge.CLOCK,
                "this machine's clock is " + Skew.words(least) + " those of all partners that answer",
                "have it set over the network (NTP)",
                ExitCode.USER));
    }
}
