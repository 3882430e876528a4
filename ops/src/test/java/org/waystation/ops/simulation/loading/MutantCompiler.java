package org.waystation.ops.simulation.loading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles one source file with a {@link DeliberateBug} in it, in memory, against the class path of this process. */
final class MutantCompiler {
    private static final List<String> OPTIONS = List.of(
            "-classpath", System.getProperty("java.class.path"), "-proc:none", "-implicit:none", "-nowarn", "-g");

    private MutantCompiler() {}

    /**
     * The changed class and its inner classes, by binary name.
     *
     * @throws IllegalStateException if the source is not what the bug expects, or does not compile with it
     */
    static Map<String, byte[]> compile(DeliberateBug bug) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("deliberate bugs need a JDK, this is a runtime without a compiler");
        }
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (Outputs outputs =
                new Outputs(compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8))) {
            Source source = new Source(
                    bug.source(), bug.applyTo(Files.readString(Checkout.root().resolve(bug.source()))));
            if (!compiler.getTask(null, outputs, said, OPTIONS, null, List.of(source))
                    .call()) {
                throw new IllegalStateException(bug + " does not compile: " + said.getDiagnostics());
            }
            return outputs.classFiles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("mutant:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class ClassFile extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ClassFile(String className) {
            super(URI.create("mutant:///" + className.replace('.', '/')), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class Outputs extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ClassFile> written = new HashMap<>();

        Outputs(JavaFileManager inputs) {
            super(inputs);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return written.computeIfAbsent(className, ClassFile::new);
        }

        Map<String, byte[]> classFiles() {
            Map<String, byte[]> files = new HashMap<>();
            written.forEach((name, file) -> files.put(name, file.bytes.toByteArray()));
            return files;
        }
    }
}
