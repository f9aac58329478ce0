package io.signalbox.haproxy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.haproxy.configuration.Network.Shared;
import io.signalbox.haproxy.configuration.ProxyLayout.Listener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRulesTest {
    private final Network network = Networks.site(List.of("0.0.0.0/0"), List.of("10.99.0.201"));
    private final SortedMap<String, String> rules = new HostRules(network, Networks.PORTS).all();

    @Test
    void everyHostHasRulesOfItsOwn() {
        assertThat(rules.keySet()).containsExactly("c1", "db1", "db2", "lb1", "lb2", "web1");
        assertThat(rules.values())
                .allSatisfy(text -> assertThat(text)
                        .contains("delete table inet signalbox_host\n", "policy accept", "iif lo accept")
                        .doesNotContain("${", "#:"));
    }

    @Test
    void aDatabaseIsForProxiesAndPeersAndItsAgentForControllersToo() {
        assertThat(rules.get("db1"))
                .contains(
                        "set sql { type ipv4_addr; flags interval; auto-merge; elements = { 10.99.0.1, 10.99.0.2, 10.99.0.11, 10.99.0.12 } }",
                        "set agents { type ipv4_addr; flags interval; auto-merge; elements = { 10.99.0.1, 10.99.0.2, 10.99.0.5 } }",
                        "set nobody { type ipv4_addr; flags interval; auto-merge; }",
                        "tcp dport { 33062 } tcp flags & (syn | ack) == syn ip saddr @nobody accept")
                .doesNotContain("vrrp");
    }

    @Test
    void statisticsAreForNobodyUnlessSomebodyIsNamed() {
        assertThat(rules.get("lb1"))
                .contains("set monitors { type ipv4_addr; flags interval; auto-merge; }")
                .contains("meta l4proto vrrp ip saddr @proxies accept");
    }

    @Test
    void keepalivedKnowsItsPeersAndAsksHaproxyItself() {
        String text = new KeepalivedConfiguration(
                        network, "lb2", new Listener("10.99.0.2", 8404), Path.of("/etc/haproxy-answers"), "root", 1)
                .render();

        assertThat(text)
                .contains(
                        "nopreempt",
                        "unicast_src_ip 10.99.0.2",
                        "unicast_peer {\n        10.99.0.1\n    }",
                        "10.99.0.100/24 dev eth0",
                        "script \"/etc/haproxy-answers 10.99.0.2 8404\"",
                        "priority 149",
                        "fall 1")
                .doesNotContain("${", "#:");
        assertThat(KeepalivedConfiguration.scriptText()).startsWith("#!/bin/bash\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0", "10.0.0.256", "10.0.0.1 }", "10.0.0.1; flush ruleset", "::1", "10.0.0.0/24"})
    void anAddressIsAnAddress(String address) {
        assertThatThrownBy(() -> new Shared(address, 24, "eth0", 51)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneProxyHasNobodyToShareItsAddressWith() {
        SortedMap<String, String> one = new TreeMap<>(Map.of("a", "10.0.0.1"));
        assertThatThrownBy(() -> new Network(
                        one,
                        one,
                        one,
                        one,
                        Optional.of(new Shared("10.0.0.9", 24, "eth0", 1)),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()))
                .hasMessage("shared: an address is shared by two proxies at least");
    }
}
