package org.waystation.ops.siege.attack;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Properties;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.id.Bytes;

/**
 * What attackers know of the relay.
 *
 * @param card as anybody gets it
 * @param voucher for attackers who are members; each becomes one with the same key
 * @param partner data directory of the relay that partners attack as; its process does not run
 * @param admin where the relay's admin listener is, for attackers on its machine
 */
public record Target(InetSocketAddress address, SignedCard card, Bytes voucher, Path partner, String admin) {

    /** For a process of its own. */
    public void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("host", address.getHostString());
        properties.setProperty("port", Integer.toString(address.getPort()));
        properties.setProperty("card", hex(card.encoded()));
        properties.setProperty("voucher", hex(voucher));
        properties.setProperty("partner", partner.toString());
        properties.setProperty("admin", admin);
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
    }

    static Target read(Path file) throws IOException, CardRefused {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return new Target(
                new InetSocketAddress(properties.getProperty("host"), Integer.parseInt(properties.getProperty("port"))),
                SignedCard.verify(bytes(properties.getProperty("card"))),
                bytes(properties.getProperty("voucher")),
                Path.of(properties.getProperty("partner")),
                properties.getProperty("admin"));
    }

    private static String hex(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static Bytes bytes(String hex) {
        return Bytes.wrap(HexFormat.of().parseHex(hex));
    }
}
