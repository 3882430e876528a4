package org.waystation.ops.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A parsed TOML text that has only known keys, asked for one dotted key after the other. */
final class ConfigTree {
    private final JsonNode root;

    private ConfigTree(JsonNode root) {
        this.root = root;
    }

    /** Parses a text and refuses every key that is not among the known ones. */
    static ConfigTree parse(String toml, Set<String> known) {
        try {
            JsonNode root = TomlMapper.builder().build().readTree(toml);
            refuseUnknown("", root, known);
            return new ConfigTree(root);
        } catch (JsonProcessingException e) {
            throw new ConfigProblem("line " + e.getLocation().getLineNr() + ": " + oneLine(e.getOriginalMessage()));
        }
    }

    Optional<String> text(String key) {
        return value(key).map(node -> {
            if (!node.isTextual()) {
                throw new ConfigProblem(key + " must be text in quotes");
            }
            return node.textValue();
        });
    }

    Optional<Integer> number(String key) {
        return value(key).map(node -> {
            if (!node.canConvertToInt() || !node.isIntegralNumber()) {
                throw new ConfigProblem(key + " must be a whole number below " + Integer.MAX_VALUE);
            }
            return node.intValue();
        });
    }

    Optional<List<String>> texts(String key) {
        return value(key).map(node -> {
            List<String> texts = new ArrayList<>();
            for (JsonNode each : node) {
                texts.add(each.isTextual() ? each.textValue() : "");
            }
            if (!node.isArray() || texts.contains("")) {
                throw new ConfigProblem(key + " must be a list of texts in quotes, like [\"relay.example.org:7443\"]");
            }
            return texts;
        });
    }

    private static void refuseUnknown(String prefix, JsonNode table, Set<String> known) {
        table.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            boolean isTable = known.stream().anyMatch(each -> each.startsWith(key + "."));
            if (isTable && !entry.getValue().isObject()) {
                throw new ConfigProblem(key + " must be a table: a line [" + key + "] and its keys below it");
            }
            if (isTable) {
                refuseUnknown(key + ".", entry.getValue(), known);
            } else if (!known.contains(key)) {
                throw new ConfigProblem("unknown key " + key + "; did you mean " + Spelling.nearest(key, known) + "?");
            }
        });
    }

    private Optional<JsonNode> value(String key) {
        JsonNode node = root;
        for (String part : key.split("\\.", -1)) {
            node = node.path(part);
        }
        return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    }

    private static String oneLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
