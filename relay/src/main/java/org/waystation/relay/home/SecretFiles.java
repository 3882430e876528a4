package org.waystation.relay.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.relay.files.PrivateFiles;

/**
 * The relay's secret files: as they are while there is no {@code node.key}, else sealed under the key that is in it.
 *
 * <pre>
 * "WAYSEAL1" 8 | AEAD(content), bound to the file's name
 * </pre>
 *
 * A file says itself whether it is sealed, so that a move of the node key may break off between two files. Until
 * {@code node.key} is gone, its node key opens all of them: it is written before the first file is sealed, and deleted after
 * the last one is not.
 *
 * <p>Not safe for several threads or processes that write.
 */
final class SecretFiles {
    static final String IDENTITY = "identity.key";
    static final String TLS = "tls.pem";
    static final String ROUTING = "routing.keys";
    private static final List<String> ALL = List.of(IDENTITY, TLS, ROUTING);

    static final String NODE_KEY = "node.key";
    private static final byte[] MAGIC = "WAYSEAL1".getBytes(StandardCharsets.US_ASCII);

    private final Path directory;
    private final Entropy entropy;
    private Optional<SecretKey32> fileKey;

    private SecretFiles(Path directory, Optional<SecretKey32> fileKey, Entropy entropy) {
        this.directory = directory;
        this.fileKey = fileKey;
        this.entropy = entropy;
    }

    /** Of a relay that is being made: what was left of one that was not finished does not count. */
    static SecretFiles create(Path directory, NodeKey nodeKey, Entropy entropy) throws IOException {
        Files.deleteIfExists(directory.resolve(NODE_KEY));
        SecretFiles files = new SecretFiles(directory, Optional.empty(), entropy);
        if (nodeKey.kind() != NodeKey.Kind.INSIDE) {
            files.putUnder(nodeKey);
        }
        return files;
    }

    /** @throws HomeTrouble if the node key is not the right one, or there should be none */
    static SecretFiles open(Path directory, NodeKey nodeKey, Entropy entropy) throws IOException, HomeTrouble {
        boolean inside = nodeKey.kind() == NodeKey.Kind.INSIDE;
        boolean wrapped = Files.exists(directory.resolve(NODE_KEY));
        if (inside && wrapped) {
            throw new HomeTrouble(
                    "the relay's keys are wrapped under a node key that is not in its directory; say where that"
                            + " is with key in [store]");
        }
        if (!wrapped && isSealed(directory.resolve(IDENTITY))) {
            throw HomeTrouble.missing(NODE_KEY, directory);
        }
        if (!inside && !wrapped && Files.exists(directory.resolve(IDENTITY))) {
            throw new HomeTrouble(
                    "the relay's keys are not wrapped yet; set key = \"directory\" in [store], and run 'relay key"
                            + " move' first");
        }
        Optional<SecretKey32> fileKey = wrapped
                ? Optional.of(WrappedKey.unwrap(Files.readAllBytes(directory.resolve(NODE_KEY)), nodeKey))
                : Optional.empty();
        return new SecretFiles(directory, fileKey, entropy);
    }

    /** @throws HomeTrouble if it is sealed and does not open */
    byte[] read(String name) throws IOException, HomeTrouble {
        byte[] content = Files.readAllBytes(directory.resolve(name));
        if (!isSealed(content)) {
            return content;
        }
        try {
            SecretKey32 key = fileKey.orElseThrow(CryptoRefused::new);
            byte[] sealed = Arrays.copyOfRange(content, MAGIC.length, content.length);
            return Aead.open(Label.RELAY_SECRET_FILE, key, ascii(name), sealed);
        } catch (CryptoRefused refused) {
            throw HomeTrouble.damaged(name, "or does not belong to node.key");
        }
    }

    HomeTrouble missing(String name) {
        return HomeCopy.missing(directory, name);
    }

    void write(String name, byte[] content) throws IOException {
        PrivateFiles.replace(
                directory.resolve(name), fileKey.isPresent() ? seal(fileKey.get(), name, content) : content);
    }

    /** As {@link #write}, and then overwrites what stood there before: it holds a key that is to be gone. */
    void rewrite(String name, byte[] content) throws IOException {
        PrivateFiles.replaceAndWipe(
                directory.resolve(name), fileKey.isPresent() ? seal(fileKey.get(), name, content) : content);
    }

    /** Puts all files under a node key, or under another one. Whatever it breaks off at, the old key or the new one opens. */
    void move(NodeKey to) throws IOException, HomeTrouble {
        if (to.kind() != NodeKey.Kind.INSIDE) {
            putUnder(to);
            settle();
            return;
        }
        for (String name : ALL) {
            PrivateFiles.replace(directory.resolve(name), read(name));
        }
        Files.deleteIfExists(directory.resolve(NODE_KEY));
        fileKey = Optional.empty();
    }

    private void putUnder(NodeKey to) throws IOException {
        SecretKey32 key = fileKey.orElseGet(() -> SecretKey32.random(entropy));
        PrivateFiles.replace(directory.resolve(NODE_KEY), WrappedKey.wrap(key, to, entropy));
        fileKey = Optional.of(key);
    }

    /** Seals what should be and is not, as after a move that broke off. */
    void settle() throws IOException {
        if (fileKey.isEmpty()) {
            return;
        }
        for (String name : ALL) {
            byte[] content = Files.readAllBytes(directory.resolve(name));
            if (!isSealed(content)) {
                PrivateFiles.replaceAndWipe(directory.resolve(name), seal(fileKey.get(), name, content));
            }
        }
    }

    private byte[] seal(SecretKey32 key, String name, byte[] content) {
        byte[] sealed = Aead.seal(Label.RELAY_SECRET_FILE, key, ascii(name), content, entropy);
        return ByteBuffer.allocate(MAGIC.length + sealed.length)
                .put(MAGIC)
                .put(sealed)
                .array();
    }

    private static boolean isSealed(Path file) throws IOException {
        return Files.exists(file) && isSealed(Files.readAllBytes(file));
    }

    private static boolean isSealed(byte[] content) {
        return content.length >= MAGIC.length && Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
