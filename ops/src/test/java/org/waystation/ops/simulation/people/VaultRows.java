package org.waystation.ops.simulation.people;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.util.List;
import java.util.Optional;
import org.waystation.client.rows.AccountRow;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.SubmissionRow;
import org.waystation.client.vault.Drawer;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.prekey.Identity;
import org.waystation.protocol.prekey.PublicIdentity;

/** What a vault holds, for whoever sees everything: never for what a person does. */
public final class VaultRows {
    private final FragileVault vault;

    public VaultRows(FragileVault vault) {
        this.vault = vault;
    }

    PublicIdentity identity() {
        try {
            AccountRow account = all(Drawer.ACCOUNT, AccountRow.parser()).get(0);
            return Identity.decode(SecretBytes.copyOf(account.getIdentity().toByteArray()))
                    .publicIdentity();
        } catch (CryptoRefused damaged) {
            throw new IllegalStateException("a vault without an identity", damaged);
        }
    }

    List<SubmissionRow> submissions() {
        return all(Drawer.SUBMISSIONS, SubmissionRow.parser());
    }

    public Optional<SubmissionRow> submission(SubmissionId id) {
        return submissions().stream()
                .filter(row -> id.value().equals(Bytes.wrap(row.getSubmission().toByteArray())))
                .findFirst();
    }

    Optional<Bytes> fingerprintOf(long contact) {
        return all(Drawer.CONTACTS, ContactRow.parser()).stream()
                .filter(row -> row.getId() == contact)
                .findFirst()
                .map(row -> Bytes.wrap(row.getFingerprint().toByteArray()));
    }

    private <R> List<R> all(Drawer drawer, Parser<R> parser) {
        return vault.rows(drawer).stream()
                .map(row -> {
                    try {
                        return parser.parseFrom(row.value().toByteArray());
                    } catch (InvalidProtocolBufferException damaged) {
                        throw new IllegalStateException("a row that is none", damaged);
                    }
                })
                .toList();
    }
}
