package io.signalbox.lab.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.site.LabSite;
import io.signalbox.lab.site.SiteContract;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerState;

/**
 * docker-compose.yml is brought up, looked into, broken as every site is, and brought down without a trace. The images have been built
 * before.
 */
class ContainersIT extends SiteContract {
    private static final Duration UP_BOUND = Duration.ofMinutes(3);

    @Override
    protected LabSite start() throws Exception {
        ComposedSite.lack().ifPresent(lack -> assumeTrue(false, lack));
        long begun = System.nanoTime();
        ComposedSite site = ComposedSite.start(2, UP_BOUND);
        System.err.println("Every container was healthy after "
                + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms.");
        return site;
    }

    private ComposedSite composed() {
        return (ComposedSite) site();
    }

    private ContainerState container(String service) {
        return composed().container(service);
    }

    @Test
    @Order(1)
    void secretsAreReadableByTheirOwnerAloneAndGivenToWhoNeedsThem() {
        assertThat(Inside.succeeds(
                        container("db1"), "sh", "-c", "cd /var/lib/signalbox/secrets && stat -c '%a %U' * | sort -u"))
                .isEqualTo("600 signalbox");
        assertThat(Inside.succeeds(container("web1"), "ls", "/var/lib/signalbox/secrets"))
                .isEqualTo("client.password");
        assertThat(Inside.succeeds(container("db1"), "ls", "/var/lib/signalbox/secrets")
                        .lines())
                .containsExactly(
                        "mysql-repl_db1.password",
                        "mysql-sb_clone.password",
                        "mysql-sb_door.password",
                        "mysql-sb_monitor.password",
                        "mysql-sb_operator.password",
                        "site.key");
    }

    @Test
    @Order(2)
    void fromTheOutsideNothingOfTheDatabaseNetworkIsReachedAndWithoutOurRulesItIs() {
        String database = composed().address("db1", ComposedSite.DATABASE);
        String balancer = composed().address(Names.BALANCER, ComposedSite.DATABASE);
        String balancerOutside = composed().address(Names.BALANCER, ComposedSite.CLIENTS);
        try (Aside aside =
                Aside.in(composed().network(ComposedSite.CLIENTS), composed().image("db1"))) {
            Outsider outsider = new Outsider(aside);
            assertThat(outsider.reaches(balancerOutside, SiteAddresses.WEB))
                    .as("HAProxy")
                    .isTrue();
            assertKeptOut(outsider, database);
            assertThat(outsider.reaches(balancer, SiteAddresses.AGENT)).isFalse();
            assertThat(outsider.reaches(balancer, SiteAddresses.AGENT, balancerOutside))
                    .as("HAProxy's other address, by a route through HAProxy's host")
                    .isFalse();

            DockerClient engine = DockerClientFactory.lazyClient();
            String firewall = container("firewall").getContainerId();
            engine.stopContainerCmd(firewall).exec();
            assertThat(outsider.reaches(database, SiteAddresses.MYSQL)).isTrue();
            assertThat(outsider.reaches(balancer, SiteAddresses.AGENT, balancerOutside))
                    .isTrue();

            engine.startContainerCmd(firewall).exec();
            assertThat(Wait.until(HEAL_BOUND, () -> composed().unhealthy().isEmpty()))
                    .isTrue();
            assertKeptOut(outsider, database);
        }
    }

    private static void assertKeptOut(Outsider outsider, String database) {
        assertThat(outsider.reaches(database, SiteAddresses.MYSQL)).isFalse();
        assertThat(outsider.reaches(database, SiteAddresses.AGENT)).isFalse();
    }

    @Test
    @Order(3)
    void mysqldOutlivesItsAgentWhichIsStartedAgain() {
        ContainerState server = container("db1");
        String before = Inside.succeeds(server, "pidof", "mysqld");
        String agent = Inside.succeeds(server, "pidof", "java");
        Inside.succeeds(server, "sh", "-c", "kill -9 $(pidof java)");

        assertThat(Wait.until(HEAL_BOUND, () -> runsAgain(server, agent))).isTrue();
        assertThat(Inside.succeeds(server, "pidof", "mysqld")).isEqualTo(before);
        assertThat(Inside.succeeds(server, "sh", "-c", "cut -d' ' -f19 /proc/$(pidof java)/stat"))
                .isEqualTo("-10");
    }

    private static boolean runsAgain(ContainerState server, String agent) {
        String now = Inside.run(server, "pidof", "java").getStdout().strip();
        return !now.isEmpty() && !now.equals(agent);
    }
}
