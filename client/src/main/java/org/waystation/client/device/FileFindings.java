package org.waystation.client.device;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.waystation.client.device.Finding.About;
import org.waystation.client.device.Finding.Weight;
import org.waystation.client.vault.directory.VaultLook;

/** What the vault's files tell without the passphrase. */
public final class FileFindings {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final long KIB = 1_024;

    private FileFindings() {}

    public static List<Finding> of(VaultLook look, ZoneId zone) {
        if (look.files().isEmpty()) {
            return List.of(new Finding(
                    About.FILES, Weight.GOOD, "There is no vault in " + look.directory() + ", and no trace of one."));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(files(look));
        look.lastChanged()
                .ifPresent(last -> findings.add(new Finding(
                        About.USE,
                        Weight.NOTE,
                        "The times of the files tell when it was used last: " + TIME.format(last.atZone(zone)) + ".")));
        findings.add(rows(look.rows()));
        if (look.hasWrongTries()) {
            findings.add(new Finding(
                    About.USE, Weight.NOTE, "Wrong passphrases were tried since it was opened last (vault.tries)."));
        }
        if (!look.hasKey()) {
            findings.add(new Finding(
                    About.FILES, Weight.NOTE, "The key (vault.key) is gone: nobody can read the rest any more."));
        }
        findings.add(permissions(look));
        return List.copyOf(findings);
    }

    private static Finding files(VaultLook look) {
        String list = look.files().stream()
                .map(each -> each.name() + " (" + size(each.bytes()) + ")")
                .collect(Collectors.joining(", "));
        return new Finding(
                About.FILES,
                Weight.NOTE,
                "In " + look.directory() + " lie " + list + ". Their names and their form say that Waystation is used"
                        + " here; no name, key, address or text is in them in clear.");
    }

    private static Finding rows(OptionalLong rows) {
        if (rows.isEmpty()) {
            return new Finding(About.USE, Weight.UNKNOWN, "How many rows vault.db has cannot be read.");
        }
        return new Finding(
                About.USE,
                Weight.NOTE,
                "vault.db has about " + rows.getAsLong()
                        + " sealed rows: texts, contacts, keys and waiting requests together, in the order in which they"
                        + " came, in a few sizes. Which is what does not show; which belong together does.");
    }

    private static Finding permissions(VaultLook look) {
        if (!look.ownersKnown()) {
            return new Finding(
                    About.PERMISSIONS,
                    Weight.UNKNOWN,
                    "Who else on this machine may read them cannot be told on this file system.");
        }
        if (look.openToOthers().isEmpty()) {
            return new Finding(
                    About.PERMISSIONS, Weight.GOOD, "Other accounts of this machine may not read them; its owner may.");
        }
        String open = look.openToOthers().stream().map(Path::toString).collect(Collectors.joining(", "));
        return new Finding(
                About.PERMISSIONS,
                Weight.WARNING,
                "Other accounts of this machine may get at " + open + ". Close it: chmod -R go= '" + look.directory()
                        + "'");
    }

    private static String size(long bytes) {
        if (bytes < KIB) {
            return bytes + " bytes";
        }
        return bytes < KIB * KIB ? bytes / KIB + " KiB" : bytes / (KIB * KIB) + " MiB";
    }
}
