package io.signalbox.controller.daemon;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** Who may know whom; the rest of the daemon's shape follows from it. */
class LayersTest {
    private static final String ROOT = "io.signalbox.controller.daemon";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packagesKnowOnlyWhatStandsBeforeThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("root")
                .definedBy(ROOT)
                .layer("api")
                .definedBy(ROOT + ".api")
                .layer("links")
                .definedBy(ROOT + ".links")
                .layer("loop")
                .definedBy(ROOT + ".loop")
                .layer("recorder")
                .definedBy(ROOT + ".recorder")
                .layer("etcd")
                .definedBy(ROOT + ".etcd")
                .layer("store")
                .definedBy(ROOT + ".store")
                .layer("news")
                .definedBy(ROOT + ".news")
                .layer("metrics")
                .definedBy(ROOT + ".metrics")
                .layer("drills")
                .definedBy(ROOT + ".drills")
                .layer("access")
                .definedBy(ROOT + ".access")
                .layer("config")
                .definedBy(ROOT + ".config")
                .whereLayer("root")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("links")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("loop")
                .mayOnlyBeAccessedByLayers("root", "api", "links", "recorder", "etcd")
                .whereLayer("recorder")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("root", "loop", "etcd", "news")
                .whereLayer("etcd")
                .mayOnlyBeAccessedByLayers("root")
                .check(classes);
    }

    @Test
    void noPackagesKnowEachOther() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void theLoopAndTheStoreKnowNoFramework() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".loop", ROOT + ".store", ROOT + ".recorder", ROOT + ".config")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "com.codahale..", "io.prometheus..")
                .check(classes);
    }
}
