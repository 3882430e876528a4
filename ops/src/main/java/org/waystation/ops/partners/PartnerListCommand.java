package org.waystation.ops.partners;

import java.util.List;
import java.util.concurrent.Callable;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.PartnerFiles;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Show the relays that this one federates with.")
public final class PartnerListCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final PartnerFiles files;

    public PartnerListCommand(Surroundings around, PartnerFiles files) {
        this.around = around;
        this.files = files;
    }

    @Override
    public Integer call() {
        RelayDirectory directory = common.directory(around);
        List<PartnerFiles.PartnerLine> partners = files.list(directory);
        List<String> denied = files.denied(directory);
        common.answer(
                around, new Partners(partners.stream().map(PartnerJson::of).toList(), denied), () -> {
                    if (partners.isEmpty()) {
                        around.err()
                                .println(
                                        "no partners: this relay federates with nobody. Add one with: waystation relay partner add");
                    }
                    for (PartnerFiles.PartnerLine partner : partners) {
                        around.out()
                                .println(partner.name() + "  " + partner.fingerprint() + "  " + partner.standing()
                                        + "  " + String.join(" ", partner.endpoints()));
                    }
                    denied.forEach(each -> around.out().println("denied  " + each));
                });
        return ExitCode.OK.number();
    }

    private record Partners(List<PartnerJson> partners, List<String> denied) {}
}
