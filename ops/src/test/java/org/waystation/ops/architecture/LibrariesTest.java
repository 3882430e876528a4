package org.waystation.ops.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which package may know which library, and where time and chance may come from. */
class LibrariesTest {

    @Test
    void onlyCryptoAndCertificatesKnowBouncyCastle() {
        only("org.bouncycastle..", "org.waystation.protocol.crypto", "org.waystation.protocol.tls");
    }

    @Test
    void onlyTheRelayStoreKnowsRocksDb() {
        only("org.rocksdb..", "org.waystation.relay.store");
    }

    @Test
    void onlyVerificationKnowsQrCodes() {
        only("com.google.zxing..", "org.waystation.client.verification");
    }

    @Test
    void onlyTheVaultKnowsSqlite() {
        only("java.sql..", "org.waystation.client.vault.sqlite");
    }

    @Test
    void nettyStaysAtTheEdges() {
        only(
                "io.netty..",
                "org.waystation.protocol.frame",
                "org.waystation.protocol.tls",
                "org.waystation.federation.link",
                "org.waystation.relay.net",
                "org.waystation.relay",
                "org.waystation.client.net",
                "org.waystation.client",
                "org.waystation.ops.netcheck.wire",
                "org.waystation.ops.bench.wire",
                "org.waystation.ops.bench.load");
    }

    @Test
    void onlyTheLoadTestKnowsHistogramsOfLatency() {
        only("org.HdrHistogram..", "org.waystation.ops.bench.load", "org.waystation.ops.bench.measure");
    }

    @Test
    void generatedProtobufStaysInCodecs() {
        only(
                "com.google.protobuf..",
                "org.waystation.protocol.wire",
                "org.waystation.protocol.frame",
                "org.waystation.protocol.card",
                "org.waystation.protocol.link",
                "org.waystation.protocol.envelope",
                "org.waystation.protocol.sealed",
                "org.waystation.protocol.rekey",
                "org.waystation.protocol.prekey",
                "org.waystation.protocol.ratchet",
                "org.waystation.client.rows",
                "org.waystation.client.messenger");
    }

    @Test
    void whatDecidesTakesTimeAndChanceAsArguments() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.waystation.federation.outbox",
                        "org.waystation.federation.roster",
                        "org.waystation.relay.mailbox",
                        "org.waystation.relay.session",
                        "org.waystation.relay.call",
                        "org.waystation.relay.ping",
                        "org.waystation.relay.admission",
                        "org.waystation.protocol.prekey",
                        "org.waystation.protocol.ratchet",
                        "org.waystation.client.person",
                        "org.waystation.client.messenger")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(SecureRandom.class)
                .check(House.CLASSES);
    }

    private static void only(String library, String... packages) {
        Set<String> allowed = Set.of(packages);
        noClasses()
                .that(describe(
                        "live elsewhere than " + allowed, (JavaClass each) -> !allowed.contains(each.getPackageName())))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .check(House.CLASSES);
    }
}
