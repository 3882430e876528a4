package org.waystation.ops.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The keys of the file, taken from the records: a component is a key, a component that is a configuration a table. */
final class ConfigKeys {
    private ConfigKeys() {}

    /** Every key, dotted, in the order of the records. */
    static Set<String> all() {
        Set<String> keys = new LinkedHashSet<>();
        collect("", RelayConfig.class, keys);
        return keys;
    }

    private static void collect(String prefix, Class<?> record, Set<String> keys) {
        for (RecordComponent component : record.getRecordComponents()) {
            String key = prefix + underscored(component.getName());
            if (component.getType().getSimpleName().endsWith("Config")) {
                collect(key + ".", component.getType(), keys);
            } else {
                keys.add(key);
            }
        }
    }

    private static String underscored(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
