package org.waystation.ops.netcheck;

import java.util.ArrayList;
import java.util.List;
import org.waystation.ops.netcheck.wire.Sight;

/** What was found out about one relay. */
record SiteReport(Site site, List<Sight> sights, List<Finding> findings) {
    SiteReport {
        sights = List.copyOf(sights);
        findings = List.copyOf(findings);
    }

    SiteReport with(Finding finding) {
        List<Finding> more = new ArrayList<>(findings);
        more.add(finding);
        return new SiteReport(site, sights, more);
    }
}
