package org.waystation.ops.soak;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waystation.federation.outbox.OutboxAudit;
import org.waystation.federation.store.Findings;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.RelayCore;
import org.waystation.relay.home.HomeCopy;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;
import org.waystation.relay.mailbox.MailboxAudit;
import org.waystation.relay.store.SealedLedger;

/**
 * The rows of a relay's store, counted one by one: RocksDB's own estimate is worth nothing where most rows are deleted soon.
 *
 * @param rows by table
 * @param wrong what does not agree with each other, in words
 */
record RowCount(SortedMap<String, Long> rows, List<String> wrong) {

    /** Counts in a copy that nobody has open. */
    static RowCount of(Path data) throws HomeTrouble {
        RelayHome home = RelayHome.open(data, Clock.systemUTC(), Entropy.system());
        try (SealedLedger ledger = SealedLedger.open(
                home.storeDirectory(),
                home.secrets().storeKey(),
                Entropy.system(),
                HomeCopy.of(home.directory()).library())) {
            SortedMap<String, Long> rows = new TreeMap<>();
            for (Table table : RelayCore.tables()) {
                long[] count = {0};
                ledger.forEach(table, (key, value) -> count[0]++);
                rows.put(table.name(), count[0]);
            }
            Findings findings = new Findings();
            findings.add("rows that do not open", ledger.damaged());
            MailboxAudit.run(ledger, findings);
            OutboxAudit.run(ledger, findings);
            return new RowCount(rows, findings.lines());
        }
    }
}
