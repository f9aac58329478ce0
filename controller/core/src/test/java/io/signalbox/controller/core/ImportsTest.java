package io.signalbox.controller.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.signalbox.controller.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportsTest {
    private static final String CORE = "io.signalbox.controller.core.";

    @ArchTest
    static final ArchRule theKernelKnowsNothingButTheProtocolAndGtids = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "java.time",
                    "org.jspecify..",
                    "io.signalbox.mysql.gtid..",
                    "io.signalbox.agents.protocol..",
                    CORE.substring(0, CORE.length() - 1) + "..");

    /** The sentence of docs/ARCHITECTURE.md: each package may be used only by those to its right. */
    @ArchTest
    static final ArchRule packagesImportLeftwardOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("observation")
            .definedBy(CORE + "observation")
            .layer("topology")
            .definedBy(CORE + "topology")
            .layer("analysis")
            .definedBy(CORE + "analysis")
            .layer("decision")
            .definedBy(CORE + "decision")
            .layer("plan")
            .definedBy(CORE + "plan")
            .layer("execution")
            .definedBy(CORE + "execution")
            .layer("kernel")
            .definedBy(CORE + "kernel")
            .whereLayer("observation")
            .mayOnlyBeAccessedByLayers("topology", "kernel")
            .whereLayer("topology")
            .mayOnlyBeAccessedByLayers("analysis", "decision", "execution", "kernel")
            .whereLayer("analysis")
            .mayOnlyBeAccessedByLayers("decision", "kernel")
            .whereLayer("decision")
            .mayOnlyBeAccessedByLayers("execution", "kernel")
            .whereLayer("plan")
            .mayOnlyBeAccessedByLayers("execution", "kernel")
            .whereLayer("execution")
            .mayOnlyBeAccessedByLayers("kernel")
            .whereLayer("kernel")
            .mayNotBeAccessedByAnyLayer();

    /** What comes in, goes out, and is remembered knows nothing of how it is worked on. */
    @ArchTest
    static final ArchRule contractsAreLeaves = classes()
            .that()
            .resideInAnyPackage(CORE + "event", CORE + "effect", CORE + "record", CORE + "settings", CORE + "view")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.signalbox.mysql.gtid..",
                    "io.signalbox.agents.protocol..",
                    CORE + "event",
                    CORE + "effect",
                    CORE + "record",
                    CORE + "settings",
                    CORE + "view");
}
