package io.signalbox.lab.container;

import io.signalbox.lab.fault.Fault;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.testcontainers.containers.ContainerState;

/**
 * Frames between containers are lost on the bridge of their network, as on a broken wire: neither end is told. The rules are a table of
 * nftables on the engine's host, all of which come and go at once.
 */
final class CutNetwork implements Fault {
    private static final String PREFIX = "signalbox_lab_";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** What is sent from one address to another. */
    record Flow(String from, String to) {}

    private final ContainerState host;
    private final String sentence;
    private final List<Flow> flows;
    private final String table = PREFIX + NUMBER.incrementAndGet();

    /** @param host has the network of the engine's host, and {@code nft} */
    CutNetwork(ContainerState host, String sentence, List<Flow> flows) {
        this.host = host;
        this.sentence = sentence;
        this.flows = List.copyOf(flows);
    }

    @Override
    public void inject() {
        String rules = flows.stream()
                .map(flow ->
                        "add rule bridge " + table + " cut ip saddr " + flow.from + " ip daddr " + flow.to + " drop; ")
                .collect(Collectors.joining());
        nft("add table bridge " + table + "; add chain bridge " + table
                + " cut { type filter hook forward priority filter - 10; policy accept; }; " + rules);
    }

    @Override
    public void heal() {
        delete(host, table);
    }

    /** Deletes what tests left that were killed. */
    static void healLeftovers(ContainerState host) {
        Inside.succeeds(host, "nft", "list", "tables")
                .lines()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> delete(host, name));
    }

    /** One that is not there is made first: to delete what is not there is an error. */
    private static void delete(ContainerState host, String table) {
        Inside.succeeds(host, "nft", "add table bridge " + table + "; delete table bridge " + table);
    }

    private void nft(String commands) {
        Inside.succeeds(host, "nft", commands);
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
