package io.signalbox.site.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.ControlHosts;
import io.signalbox.site.layout.SiteDescription;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContainerSettingsTest {
    private final Map<String, String> environment = new TreeMap<>(Map.of(
            ContainerSettings.SITE, "containers",
            ContainerSettings.PROFILES, "full,grafana",
            ContainerSettings.DATABASE_NETWORK, "10.77.1",
            ContainerSettings.WEB_NETWORK, "10.77.2",
            ContainerSettings.CLIENTS_NETWORK, "10.77.3"));

    @Test
    void theFullProfileHasAThirdDatabase() {
        assertThat(settings().description().servers()).isEqualTo(3);
        environment.put(ContainerSettings.PROFILES, "small");
        assertThat(settings().description().servers()).isEqualTo(2);
    }

    @Test
    void theProfileHaHasTwoLoadBalancersThatShareAddressesAndThreeControllersOnAnEtcd() {
        environment.put(ContainerSettings.PROFILES, "ha,grafana");
        SiteDescription site = settings().description();
        assertThat(List.of(site.servers(), site.proxies(), site.controllers())).containsExactly(3, 2, 3);
        ContainerAddresses addresses = settings().addresses();
        assertThat(addresses.shared()).containsExactly("10.77.3.10", "10.77.2.10");
        assertThat(addresses.balancer()).isEqualTo("10.77.2.10");
        assertThat(addresses.host("lb2")).isEqualTo("10.77.1.5");
        assertThat(addresses.outside("lb2")).isEqualTo("10.77.3.5");
        assertThat(List.of(addresses.control(1), addresses.control(2), addresses.control(3)))
                .containsExactly("10.77.1.3", "10.77.1.6", "10.77.1.7");
        assertThat(new ControlHosts(3, addresses).clientUrl("c3")).isEqualTo("https://10.77.1.23:2379");
    }

    @Test
    void eachPartHasTheAddressThatTheComposeFileGivesIt() {
        ContainerAddresses addresses = settings().addresses();
        assertThat(addresses.host("lb1")).isEqualTo("10.77.1.2");
        assertThat(addresses.controller()).isEqualTo("10.77.1.3");
        assertThat(addresses.host("db3")).isEqualTo("10.77.1.13");
        assertThat(addresses.web("db2")).isEqualTo("10.77.2.12");
        assertThat(addresses.balancer()).isEqualTo("10.77.2.2");
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        environment.put(ContainerSettings.DATABASE_NETWORK, "10.77.1.0/24");
        environment.remove(ContainerSettings.WEB_NETWORK);
        environment.put(ContainerSettings.SITE, "No Name");
        assertThatThrownBy(this::settings)
                .isInstanceOf(SiteFailure.class)
                .hasMessageContainingAll(
                        "SIGNALBOX_DATABASE_NETWORK: 10.77.1.0/24", "SIGNALBOX_WEB_NETWORK: :", "No Name");
    }

    private ContainerSettings settings() {
        return ContainerSettings.of(environment);
    }
}
