package io.signalbox.mysql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the package-infos promise. */
@AnalyzeClasses(packages = "io.signalbox.mysql", importOptions = ImportOption.DoNotIncludeTests.class)
class MysqlArchTest {
    @ArchTest
    static final ArchRule packagesHaveAnOrder =
            slices().matching("io.signalbox.mysql.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheBinlogReaderTouchesFiles = noClasses()
            .that()
            .resideOutsideOfPackage("io.signalbox.mysql.binlog..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.channels..", "java.net..");

    @ArchTest
    static final ArchRule nothingHereConnectsOrWaits = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "java.util.concurrent..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread");
}
