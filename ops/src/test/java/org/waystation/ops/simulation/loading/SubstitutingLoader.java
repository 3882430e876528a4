package org.waystation.ops.simulation.loading;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Loads every class of the project itself, some of them from other bytes than the class path has, and leaves libraries and
 * the JDK to its parent. Only what goes into a world and comes out of it is shared with the parent.
 *
 * <p>Safe for any thread.
 */
final class SubstitutingLoader extends ClassLoader {
    private static final String OURS = "org.waystation.";
    private static final String SHARED = "org.waystation.ops.simulation.trial.";

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> substitutes;

    /** @param substitutes class files by the binary name of the class */
    SubstitutingLoader(ClassLoader parent, Map<String, byte[]> substitutes) {
        super(parent);
        this.substitutes = Map.copyOf(substitutes);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(SHARED)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = findClass(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] substitute = substitutes.get(name);
        byte[] bytes = substitute == null ? original(name) : substitute;
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
