package org.waystation.ops.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.bench.measure.Machine;

/**
 * Everything that a run found.
 *
 * @param ok whether every promise was kept; says nothing of speed
 * @param idle null if that was not measured
 */
public record Report(
        boolean ok,
        Machine machine,
        Map<String, Object> options,
        List<PhaseResult> phases,
        @Nullable IdleResult idle) {
    public Report {
        phases = List.copyOf(phases);
    }

    public String toJson() {
        try {
            return OperatorJson.mapper()
                    .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                    .writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that is not JSON", e);
        }
    }
}
