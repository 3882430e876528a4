package org.waystation.ops.powercut;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.waystation.protocol.id.Bytes;

/** Reads what {@code strace} wrote of a program, and keeps what concerns the files below one directory. */
final class Trace {
    /** The calls that change files, or tell which file a later call is about. */
    static final String CALLS = "open,openat,creat,close,write,pwrite64,lseek,ftruncate,fallocate,fsync,fdatasync,"
            + "rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat";

    private static final int STANDARD_OUTPUT = 1;
    /** RocksDB's library, beside a store: tens of megabytes that each start writes anew. */
    private static final String LIBRARY = "/native";

    private static final String UNFINISHED = " <unfinished ...>";
    private static final String RESUMED = " resumed>";

    private final String root;
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<Integer, Long> lengths = new HashMap<>();
    private final Map<Integer, OpenFile> open = new HashMap<>();
    private final Map<String, Begun> begun = new HashMap<>();
    private int files;

    private static final class OpenFile {
        private final int file;
        private boolean appends;
        private long at;

        OpenFile(int file) {
            this.file = file;
        }
    }

    private record Begun(String text, int before) {}

    private Trace(Path root) {
        this.root = root.toString();
        names.put(this.root, files++);
    }

    /** @param root which is there already, and empty; file 0 */
    static List<Change> read(Path file, Path root) throws IOException {
        Trace trace = new Trace(root);
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            String line = lines.readLine();
            while (line != null) {
                trace.onLine(line);
                line = lines.readLine();
            }
        }
        return trace.changes;
    }

    /** Threads take turns: a call may be printed in two parts, with others between. */
    private void onLine(String line) {
        int space = line.indexOf(' ');
        String thread = line.substring(0, space);
        String text = line.substring(space).strip();
        if (text.endsWith(UNFINISHED)) {
            begun.put(thread, new Begun(text.substring(0, text.length() - UNFINISHED.length()), changes.size()));
        } else if (text.startsWith("<... ")) {
            Begun first = begun.remove(thread);
            if (first != null) {
                String rest = text.substring(text.indexOf(RESUMED) + RESUMED.length());
                SystemCall.parse(first.text() + rest).ifPresent(call -> onCall(call, first.before()));
            }
        } else {
            SystemCall.parse(text).ifPresent(call -> onCall(call, changes.size()));
        }
    }

    private void onCall(SystemCall call, int before) {
        if (call.result() < 0) {
            return;
        }
        switch (call.name()) {
            case "open", "creat" -> onOpen(call, 0);
            case "openat" -> onOpen(call, 1);
            case "close" -> open.remove(call.number(0));
            case "write" -> onWrite(call);
            case "pwrite64" -> onWriteAt(call);
            case "lseek" -> onSeek(call);
            case "ftruncate" -> onResize(call);
            case "fallocate" -> onAllocate(call);
            case "fsync", "fdatasync" -> onSync(call, before);
            case "rename" -> onRename(call.text(0), call.text(1));
            case "renameat", "renameat2" -> onRename(call.text(1), call.text(3));
            case "link" -> onLink(call.text(0), call.text(1));
            case "linkat" -> onLink(call.text(1), call.text(3));
            case "unlink", "rmdir" -> onRemove(call.text(0));
            case "unlinkat" -> onRemove(call.text(1));
            case "mkdir" -> onMake(call.text(0), true);
            case "mkdirat" -> onMake(call.text(1), true);
            default -> throw new IllegalStateException("not asked for: " + call.name());
        }
    }

    private boolean isOurs(String path) {
        return path.equals(root) || (path.startsWith(root + "/") && !path.startsWith(root + LIBRARY));
    }

    private void onOpen(SystemCall call, int argument) {
        String path = call.text(argument);
        if (!isOurs(path)) {
            return;
        }
        if (!names.containsKey(path)) {
            onMake(path, false);
        }
        OpenFile opened = new OpenFile(id(path));
        open.put((int) call.result(), opened);
        if (call.has(argument + 1, "O_TRUNC")) {
            resize(opened, 0);
        }
        opened.appends = call.has(argument + 1, "O_APPEND");
    }

    private int id(String path) {
        Integer file = names.get(path);
        if (file == null) {
            throw new IllegalStateException("nobody has made " + path);
        }
        return file;
    }

    private void onMake(String path, boolean directory) {
        if (isOurs(path)) {
            names.put(path, files++);
            changes.add(new Change.Made(path, directory));
        }
    }

    private void onWrite(SystemCall call) {
        OpenFile file = open.get(call.number(0));
        if (file != null) {
            if (file.appends) {
                file.at = lengths.getOrDefault(file.file, 0L);
            }
            write(file, file.at, call.bytes(1));
            file.at += call.result();
        } else if (call.number(0) == STANDARD_OUTPUT) {
            call.text(1)
                    .lines()
                    .filter(line -> line.startsWith(Subject.SAID))
                    .forEach(line ->
                            changes.add(new Change.Said(Integer.parseInt(line.substring(Subject.SAID.length())))));
        }
    }

    private void onWriteAt(SystemCall call) {
        OpenFile file = open.get(call.number(0));
        if (file != null) {
            write(file, call.longNumber(3), call.bytes(1));
        }
    }

    private void write(OpenFile file, long offset, byte[] bytes) {
        changes.add(new Change.Wrote(file.file, offset, Bytes.wrap(bytes)));
        lengths.merge(file.file, offset + bytes.length, Math::max);
    }

    private void onSeek(SystemCall call) {
        OpenFile file = open.get(call.number(0));
        if (file != null) {
            file.at = call.result();
        }
    }

    private void onResize(SystemCall call) {
        OpenFile file = open.get(call.number(0));
        if (file != null) {
            resize(file, call.longNumber(1));
        }
    }

    private void resize(OpenFile file, long length) {
        changes.add(new Change.Resized(file.file, length));
        lengths.put(file.file, length);
    }

    /** Room that is set aside behind a file's end changes nothing that anybody reads. */
    private void onAllocate(SystemCall call) {
        if (open.containsKey(call.number(0)) && !call.has(1, "FALLOC_FL_KEEP_SIZE")) {
            throw new IllegalStateException("makes a file longer");
        }
    }

    private void onSync(SystemCall call, int before) {
        OpenFile file = open.get(call.number(0));
        if (file != null) {
            changes.add(new Change.Synced(file.file, before));
        }
    }

    private void onRename(String from, String to) {
        if (isOurs(from) && isOurs(to)) {
            names.put(to, id(from));
            names.remove(from);
            changes.add(new Change.Renamed(from, to));
        }
    }

    private void onLink(String from, String to) {
        if (isOurs(from) && isOurs(to)) {
            names.put(to, id(from));
            changes.add(new Change.Linked(from, to));
        }
    }

    private void onRemove(String path) {
        if (isOurs(path)) {
            names.remove(path);
            changes.add(new Change.Removed(path));
        }
    }
}
