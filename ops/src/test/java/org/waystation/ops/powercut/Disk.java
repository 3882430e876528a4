package org.waystation.ops.powercut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk with a cache in front of it, to which a program's changes happen, and which may lose its power.
 *
 * <p>What POSIX promises and no more: a file's bytes are on the disk once the file was synced, a name is there once its
 * directory was. Of the rest, each write may have reached the disk, or not, or in part, whatever came after it; of names a file
 * system keeps a journal, so that they reach the disk in their order. A file has its first name's number; file 0 is the root.
 */
final class Disk {
    private static final int SECTOR_BYTES = 512;

    private final String root;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Node> names = new HashMap<>();
    private final TreeMap<String, Node> durableNames = new TreeMap<>();
    private final List<Pending> pendingNames = new ArrayList<>();
    private int happened;

    private static final class Node {
        private final boolean directory;
        private byte[] durable = {};
        private final List<Pending> pending = new ArrayList<>();

        Node(boolean directory) {
            this.directory = directory;
        }
    }

    /** Has happened, and is in the cache. */
    private record Pending(int index, Change change, Node node) {}

    /** How much of what was not synced is on the disk all the same. */
    enum Loss {
        EVERYTHING,
        SOME,
        THE_NEWEST
    }

    Disk(Path root) {
        this.root = root.toString();
        Node made = new Node(true);
        nodes.add(made);
        names.put(this.root, made);
        durableNames.put(this.root, made);
    }

    void happen(Change change) {
        if (change instanceof Change.Made made) {
            Node node = new Node(made.directory());
            nodes.add(node);
            names.put(made.path(), node);
            pendingNames.add(new Pending(happened, change, node));
        } else if (change instanceof Change.Renamed renamed) {
            rename(renamed.from(), renamed.to(), change);
            names.remove(renamed.from());
        } else if (change instanceof Change.Linked linked) {
            rename(linked.from(), linked.to(), change);
        } else if (change instanceof Change.Removed removed) {
            pendingNames.add(new Pending(happened, change, node(removed.path())));
            names.remove(removed.path());
        } else if (change instanceof Change.Wrote wrote) {
            pend(wrote.file(), change);
        } else if (change instanceof Change.Resized resized) {
            pend(resized.file(), change);
        } else if (change instanceof Change.Synced synced) {
            sync(nodes.get(synced.file()), synced.before());
        }
        happened++;
    }

    private void rename(String from, String to, Change change) {
        Node node = node(from);
        pendingNames.add(new Pending(happened, change, node));
        names.put(to, node);
    }

    private Node node(String path) {
        Node node = names.get(path);
        if (node == null) {
            throw new IllegalStateException("there is no " + path);
        }
        return node;
    }

    private void pend(int file, Change change) {
        Node node = nodes.get(file);
        node.pending.add(new Pending(happened, change, node));
    }

    private void sync(Node node, int before) {
        if (node.directory) {
            List<Pending> reached = pendingNames.stream()
                    .filter(each -> each.index() < before && isIn(node, each.change()))
                    .toList();
            reached.forEach(each -> name(durableNames, each));
            pendingNames.removeAll(reached);
        } else {
            List<Pending> reached =
                    node.pending.stream().filter(each -> each.index() < before).toList();
            reached.forEach(each -> node.durable = applied(node.durable, each.change(), Long.MAX_VALUE));
            node.pending.removeAll(reached);
        }
    }

    private boolean isIn(Node directory, Change change) {
        return directory == names.get(Path.of(pathOf(change)).getParent().toString());
    }

    private static String pathOf(Change change) {
        if (change instanceof Change.Made made) {
            return made.path();
        }
        if (change instanceof Change.Renamed renamed) {
            return renamed.to();
        }
        return change instanceof Change.Linked linked ? linked.to() : ((Change.Removed) change).path();
    }

    private static void name(Map<String, Node> names, Pending pending) {
        if (pending.change() instanceof Change.Removed removed) {
            names.remove(removed.path());
            return;
        }
        if (pending.change() instanceof Change.Renamed renamed) {
            names.remove(renamed.from());
        }
        names.put(pathOf(pending.change()), pending.node());
    }

    /** @param bytes of a write, which may have come to the disk in part */
    private static byte[] applied(byte[] content, Change change, long bytes) {
        if (change instanceof Change.Resized resized) {
            return Arrays.copyOf(content, Math.toIntExact(resized.length()));
        }
        Change.Wrote wrote = (Change.Wrote) change;
        int length = (int) Math.min(bytes, wrote.bytes().size());
        int at = Math.toIntExact(wrote.offset());
        byte[] after = Arrays.copyOf(content, Math.max(content.length, at + length));
        System.arraycopy(wrote.bytes().toByteArray(), 0, after, at, length);
        return after;
    }

    /** Writes what is left to {@code target}, which does not exist. This disk goes on. */
    void cut(Path target, Loss loss, Random chance) throws IOException {
        TreeMap<String, Node> left = new TreeMap<>(durableNames);
        int named = loss == Loss.EVERYTHING ? 0 : chance.nextInt(pendingNames.size() + 1);
        pendingNames.subList(0, named).forEach(each -> name(left, each));
        Files.createDirectory(target);
        for (Map.Entry<String, Node> each : left.tailMap(root, false).entrySet()) {
            Path path = target.resolve(each.getKey().substring(root.length() + 1));
            if (each.getValue().directory) {
                Files.createDirectories(path);
            } else if (Files.isDirectory(path.getParent())) {
                Files.write(path, content(each.getValue(), loss, chance));
            }
        }
    }

    private static byte[] content(Node node, Loss loss, Random chance) {
        byte[] content = node.durable;
        int whole = loss == Loss.THE_NEWEST ? chance.nextInt(node.pending.size() + 1) : 0;
        for (int i = 0; i < node.pending.size(); i++) {
            Change change = node.pending.get(i).change();
            if (i < whole || (loss == Loss.SOME && chance.nextBoolean())) {
                content = applied(content, change, Long.MAX_VALUE);
            } else if (i == whole && loss != Loss.EVERYTHING && change instanceof Change.Wrote wrote) {
                int sectors = wrote.bytes().size() / SECTOR_BYTES;
                content = applied(content, change, (long) chance.nextInt(sectors + 1) * SECTOR_BYTES);
            }
        }
        return content;
    }
}
