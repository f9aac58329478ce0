package io.signalbox.agents.daemon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.signalbox.agents.core.AgentCore;
import io.signalbox.agents.daemon.gate.MemoryFile;
import io.signalbox.agents.daemon.http.HttpFront;
import io.signalbox.agents.daemon.mysql.ActSession;
import io.signalbox.agents.daemon.mysql.Examiner;
import io.signalbox.agents.daemon.mysql.FenceSession;
import io.signalbox.agents.daemon.mysql.Probes;
import io.signalbox.agents.daemon.process.ProcessWatch;
import io.signalbox.agents.daemon.proxy.ProxyDriver;

@AnalyzeClasses(packages = "io.signalbox.agents.daemon", importOptions = DoNotIncludeTests.class)
class ImportsTest {
    private static final String DAEMON = "io.signalbox.agents.daemon";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(DAEMON + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyImportsTheProgram = noClasses()
            .that()
            .resideInAPackage(DAEMON + ".*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(DAEMON);

    @ArchTest
    static final ArchRule onlyWiringMakesAdapters = noClasses()
            .that()
            .doNotHaveSimpleName("Wiring")
            .should()
            .callConstructorWhere(new MadeElsewhere(
                    AgentCore.class,
                    MemoryFile.class,
                    ActSession.class,
                    Examiner.class,
                    FenceSession.class,
                    Probes.class,
                    ProcessWatch.class,
                    ProxyDriver.class,
                    HttpFront.class));

    @ArchTest
    static final ArchRule theShellKnowsNoTechnology = noClasses()
            .that()
            .resideInAPackage(DAEMON + ".shell..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "java.sql..", "java.net..", "java.nio.channels..", "io.prometheus..");

    @ArchTest
    static final ArchRule vertxStaysAtTheEdge = noClasses()
            .that()
            .resideOutsideOfPackages(DAEMON, DAEMON + ".http..", DAEMON + ".link..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule sqlStaysInItsPackage = noClasses()
            .that()
            .resideInAnyPackage(
                    DAEMON + ".shell..",
                    DAEMON + ".link..",
                    DAEMON + ".http..",
                    DAEMON + ".process..",
                    DAEMON + ".gate..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");

    @ArchTest
    static final ArchRule yamlStaysInTheConfiguration = noClasses()
            .that()
            .resideOutsideOfPackage(DAEMON + ".config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");
}
