package org.waystation.relay;

import java.nio.file.Files;
import java.util.List;
import org.waystation.federation.outbox.OutboxAudit;
import org.waystation.federation.store.Findings;
import org.waystation.federation.store.StoreFailure;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.HomeCopy;
import org.waystation.relay.home.HomeLock;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;
import org.waystation.relay.mailbox.MailboxAudit;
import org.waystation.relay.store.SealedLedger;

/**
 * Whether a stopped relay is sound: keys, card and roster open and belong together, every row of the store opens, and rows that
 * say something of each other agree. Changes nothing. Takes as long as reading all of the store twice.
 */
public final class RelayCheck {
    private RelayCheck() {}

    /**
     * What a check found.
     *
     * @param rows that were read
     * @param damaged rows that do not open; if there are any, nothing else was looked for
     * @param findings in words with counts; empty if rows agree with each other
     */
    public record Report(long rows, long damaged, List<String> findings) {
        public Report {
            findings = List.copyOf(findings);
        }

        public boolean isWell() {
            return damaged == 0 && findings.isEmpty();
        }
    }

    /**
     * Checks the files and the store; a relay that was never started has no store, and all is well with it.
     *
     * @throws HomeTrouble if a relay process uses the directory, or as {@link RelayHome#inspect}
     * @throws StoreFailure if the store cannot be read, is of another version, or was sealed under another key
     */
    public static Report run(RelayHome home, Entropy entropy) throws HomeTrouble {
        HomeLock lock = home.lock();
        try {
            home.inspect();
            return Files.exists(home.storeDirectory()) ? check(home, entropy) : new Report(0, 0, List.of());
        } finally {
            lock.close();
        }
    }

    private static Report check(RelayHome home, Entropy entropy) throws HomeTrouble {
        try (SealedLedger ledger = SealedLedger.open(
                home.storeDirectory(),
                home.secrets().storeKey(),
                entropy,
                HomeCopy.of(home.directory()).library())) {
            long[] rows = {0};
            RelayCore.tables().forEach(table -> ledger.forEach(table, (key, value) -> rows[0]++));
            Findings findings = new Findings();
            if (ledger.damaged() == 0) {
                MailboxAudit.run(ledger, findings);
                OutboxAudit.run(ledger, findings);
            }
            return new Report(rows[0], ledger.damaged(), findings.lines());
        }
    }
}
