package org.waystation.relay.home;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.roster.Standing;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.link.UnreadableText;
import org.waystation.relay.files.PrivateFiles;

/**
 * The roster on disk, signed by the relay itself, so that nobody who can write the file but not sign can add a partner.
 *
 * <pre>
 * CARD [STANDING]     for each partner; no standing: active
 * denied:HEX          for each relay that is denied
 * signature:BASE64    over all lines before it
 * </pre>
 */
final class RosterFile {
    private static final String SIGNATURE = "signature:";
    private static final String DENIED = "denied:";

    private final Path file;
    private final SigningKey identity;

    RosterFile(Path file, SigningKey identity) {
        this.file = file;
        this.identity = identity;
    }

    /** Changes whenever the roster may have; 0 where there is none. */
    long stamp() {
        return PrivateFiles.stamp(file);
    }

    Roster read() throws HomeTrouble {
        try {
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException none) {
            return Roster.EMPTY;
        } catch (CharacterCodingException | CardRefused | UnreadableText | IllegalArgumentException e) {
            throw damaged(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new HomeTrouble("cannot read the roster (" + e.getMessage() + ")", e);
        }
    }

    private static HomeTrouble damaged(String why) {
        return new HomeTrouble(
                "roster is damaged, or was changed by somebody else (" + why + "); nothing was changed; put it"
                        + " back from the newest copy. Without a copy: delete it and add your partners again; whoever was denied"
                        + " is denied no longer, so deny them again too");
    }

    private Roster parse(List<String> all) throws HomeTrouble, CardRefused, UnreadableText {
        List<String> lines = new ArrayList<>(all);
        String last = lines.isEmpty() ? "" : lines.remove(lines.size() - 1);
        if (!last.startsWith(SIGNATURE) || !isSigned(lines, last.substring(SIGNATURE.length()))) {
            throw damaged("it is not signed by this relay");
        }
        Roster roster = Roster.EMPTY;
        for (String line : lines) {
            roster = line.startsWith(DENIED)
                    ? roster.denying(RelayId.of(HexFormat.of().parseHex(line.substring(DENIED.length()))))
                    : roster.with(partner(line));
        }
        return roster;
    }

    private static Partner partner(String line) throws CardRefused, UnreadableText {
        int space = line.indexOf(' ');
        return space < 0
                ? new Partner(SignedCard.parse(line))
                : new Partner(SignedCard.parse(line.substring(0, space)), Standing.ofWord(line.substring(space + 1)));
    }

    private boolean isSigned(List<String> lines, String signature) {
        try {
            return identity.verifyingKey().verify(Base64.getDecoder().decode(signature), Label.ROSTER, joined(lines));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    void write(Roster roster) throws HomeTrouble {
        List<String> lines = Stream.concat(
                        roster.partners().stream().map(RosterFile::line),
                        roster.denied().stream()
                                .map(each -> DENIED + HexFormat.of().formatHex(each.toByteArray())))
                .toList();
        String signature = Base64.getEncoder().encodeToString(identity.sign(Label.ROSTER, joined(lines)));
        try {
            Stream<String> signed = Stream.concat(lines.stream(), Stream.of(SIGNATURE + signature));
            PrivateFiles.replace(file, signed.collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException e) {
            throw new HomeTrouble("cannot write the roster (" + e.getMessage() + ")", e);
        }
    }

    private static String line(Partner partner) {
        String card = partner.signed().toText();
        return partner.standing() == Standing.ACTIVE
                ? card
                : card + " " + partner.standing().word();
    }

    private static byte[] joined(List<String> lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
