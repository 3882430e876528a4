package org.waystation.ops.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** Every class of the project but its tests and what watches them, read once. */
final class House {
    private static final ImportOption NO_WATCHES = location -> !location.contains("/org/waystation/watch/");

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(NO_WATCHES)
            .importPackages("org.waystation");

    private House() {}
}
