package org.waystation.client.cli;

import java.io.IOException;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.cli.desk.Shown;
import org.waystation.client.cli.open.ChatScreen;
import org.waystation.client.cli.open.LockOption;
import org.waystation.client.cli.open.OpenChat;
import org.waystation.client.cli.open.PlainScreen;
import org.waystation.client.cli.open.TerminalScreen;
import org.waystation.client.cli.open.Unlocking;
import org.waystation.client.idle.IdleLock;
import org.waystation.client.person.Contact;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        description = "Write and read in turn. Every line is a text; /quit or Ctrl-D ends it.")
final class ChatCommand extends ClientCommand {
    @Parameters(paramLabel = "CONTACT", description = "Their name in the list of contacts.")
    private String who = "";

    @Mixin
    private final LockOption lockOption = new LockOption();

    @Override
    ExitCode run(Desk desk) {
        IdleLock idle = lockOption.lock(desk.around().clock());
        WaystationClient client = desk.openMember();
        try {
            Contact contact = desk.contact(client, who);
            desk.tellRisk(client, contact);
            try (ChatScreen screen = screen(desk, contact, idle)) {
                OpenChat.Parting parting = begin(desk, client, screen).until(idle);
                while (parting == OpenChat.Parting.LOCKED) {
                    client.close();
                    client = unlocked(desk, screen, idle);
                    parting = begin(desk, client, screen).until(idle);
                }
                return parting == OpenChat.Parting.HELD ? ExitCode.TRUST : ExitCode.OK;
            }
        } finally {
            client.close();
        }
    }

    /** Looks up who has the name now: another command may have used the vault while the chat was locked. */
    private OpenChat begin(Desk desk, WaystationClient client, ChatScreen screen) {
        Contact contact = desk.contact(client, who);
        ContactsCommand.trust(contact).ifPresent(words -> desk.say(Shown.name(contact.name()) + ": " + words));
        return new OpenChat(desk, client, screen, contact);
    }

    private static WaystationClient unlocked(Desk desk, ChatScreen screen, IdleLock idle) {
        screen.wipe();
        if (!screen.asksUnseen()) {
            throw Unlocking.left(idle.line());
        }
        screen.show(idle.line());
        WaystationClient client = Unlocking.unlock(desk, screen::askSecret, screen::show, idle.line());
        idle.keyPressed();
        return client;
    }

    private static ChatScreen screen(Desk desk, Contact contact, IdleLock idle) {
        if (desk.json() || desk.around().person().isEmpty()) {
            return new PlainScreen(desk.around(), idle::keyPressed);
        }
        try {
            return new TerminalScreen("to " + Shown.name(contact.name()) + "> ", idle::keyPressed);
        } catch (IOException e) {
            return new PlainScreen(desk.around(), idle::keyPressed);
        }
    }
}
