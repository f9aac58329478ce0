package io.signalbox.controller.cli.command;

import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Reply;
import io.signalbox.controller.cli.print.DecisionPage;
import io.signalbox.controller.cli.print.DeployPage;
import io.signalbox.controller.cli.print.DoctorPage;
import io.signalbox.controller.cli.print.OperationPage;
import io.signalbox.controller.cli.print.PlanPage;
import io.signalbox.controller.cli.print.ProxyPage;
import io.signalbox.controller.cli.print.ReceiptPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Commands that show one resource. */
final class Reads {
    private Reads() {}

    @Command(
            name = "decision",
            description = "Each gate of the automatic failover: value, threshold, verdict. Why, or why not.")
    static final class Decision extends ApiCommand {
        @Mixin
        ClusterChoice cluster = new ClusterChoice();

        Decision(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Api api) throws Failed {
            show(api.get(Api.path("clusters", cluster.chosen(api), "decision")), DecisionPage::of);
            return Exit.DONE;
        }
    }

    @Command(
            name = "plans",
            description = "Every procedure as a table: what each step needs, does and waits for, and what undoes it.")
    static final class Plans extends ApiCommand {
        Plans(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Api api) throws Failed {
            show(api.get(Api.path("plans")), PlanPage::ofAll);
            return Exit.DONE;
        }
    }

    @Command(
            name = "doctor",
            description = {
                "Settings, tables, accounts and channels that break a promise or weaken it, and how to mend them.",
                "Exit code 1 if a promise is broken or cannot be given."
            })
    static final class Doctor extends ApiCommand {
        @Mixin
        ClusterChoice cluster = new ClusterChoice();

        Doctor(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Api api) throws Failed {
            Reply reply = api.get(Api.path("clusters", cluster.chosen(api), "doctor"));
            show(reply, DoctorPage::of);
            return reply.json().path("sound").asBoolean() ? Exit.DONE : Exit.FAILED;
        }
    }

    @Command(
            name = "proxies",
            description = "Each HAProxy: whether it is as wanted, its writer, its servers and sessions.")
    static final class Proxies extends ApiCommand {
        Proxies(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Api api) throws Failed {
            show(api.get(Api.path("proxies")), ProxyPage::ofAll);
            return Exit.DONE;
        }
    }

    @Command(name = "backends", description = "The web servers of each backend, or of one, as wanted and as found.")
    static final class Backends extends ApiCommand {
        @Parameters(arity = "0..1", paramLabel = "BACKEND", defaultValue = "")
        String backend = "";

        Backends(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Api api) throws Failed {
            if (backend.isEmpty()) {
                show(api.get(Api.path("backends")), ProxyPage::ofBackends);
            } else {
                show(api.get(Api.path("backends", backend)), ProxyPage::ofBackend);
            }
            return Exit.DONE;
        }
    }

    @Command(
            name = "failovers",
            description = "Receipts of failovers and switchovers; with an ID everything about one.")
    static final class Failovers extends ApiCommand {
        @Mixin
        ClusterChoice cluster = new ClusterChoice();

        @Parameters(arity = "0..1", paramLabel = "ID", defaultValue = "")
        String id = "";

        Failovers(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Api api) throws Failed {
            String name = cluster.chosen(api);
            if (id.isEmpty()) {
                show(api.get(Api.path("clusters", name, "failovers")), ReceiptPage::ofAll);
            } else {
                show(api.get(Api.path("clusters", name, "failovers", id)), ReceiptPage::of);
            }
            return Exit.DONE;
        }
    }

    @Command(name = "operations", description = "What was asked for and what became of it.")
    static final class Operations extends ApiCommand {
        @Parameters(arity = "0..1", paramLabel = "ID", defaultValue = "")
        String id = "";

        Operations(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Api api) throws Failed {
            if (id.isEmpty()) {
                show(api.get(Api.path("operations")), OperationPage::ofAll);
            } else {
                show(api.get(Api.path("operations", id)), OperationPage::of);
            }
            return Exit.DONE;
        }
    }

    @Command(name = "deployments", description = "Deployments; with an ID what each server's hook wrote.")
    static final class Deployments extends ApiCommand {
        @Parameters(arity = "0..1", paramLabel = "ID", defaultValue = "")
        String id = "";

        Deployments(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Api api) throws Failed {
            if (id.isEmpty()) {
                show(api.get(Api.path("deployments")), DeployPage::ofAll);
            } else {
                show(api.get(Api.path("deployments", id)), DeployPage::of);
            }
            return Exit.DONE;
        }
    }
}
