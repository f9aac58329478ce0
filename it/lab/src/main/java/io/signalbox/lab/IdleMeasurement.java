package io.signalbox.lab;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.report.DrillReport;
import io.signalbox.lab.report.ReportFile;
import io.signalbox.site.Site;
import io.signalbox.site.SiteFailure;
import io.signalbox.site.supervisor.ProgramStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code drill idle}: what a site costs that nobody uses. Reads {@code /proc/PID/stat} and {@code /proc/PID/status}, see proc(5). */
final class IdleMeasurement {
    static final String NAME = "idle";

    private static final double CPU_PERCENT = 4;
    private static final double AGENT_MIB = 150;
    private static final double CONTROLLER_MIB = 220;
    /** {@code sysconf(_SC_CLK_TCK)} is 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private IdleMeasurement() {}

    /** One process: processor time as a share of one core, and resident memory at the end. */
    record Usage(String process, double cpuPercent, double rssMib) {}

    /** What is printed. */
    record Report(String drill, double seconds, List<Usage> processes, String verdict, List<String> reasons) {
        String text() {
            StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "idle for %.0f s%n", seconds));
            processes.forEach(usage -> text.append(String.format(
                    Locale.ROOT,
                    "  %-16s %5.1f %% of a core  %4.0f MiB%n",
                    usage.process,
                    usage.cpuPercent,
                    usage.rssMib)));
            text.append(verdict.toUpperCase(Locale.ROOT)).append('\n');
            reasons.forEach(reason -> text.append("  ").append(reason).append('\n'));
            return text.toString();
        }
    }

    private record Start(String process, long pid, long ticks) {}

    static Report of(Path dir, String id, Duration time) {
        Site site = Site.open(dir);
        List<Start> starts = new ArrayList<>();
        for (ProgramStatus program : site.processes()) {
            program.pid()
                    .filter(pid ->
                            program.name().endsWith("/agent") || program.name().endsWith("/controller"))
                    .ifPresent(pid -> starts.add(new Start(program.name(), pid, ticks(pid))));
        }
        if (starts.isEmpty()) {
            throw new SiteFailure("The site in " + dir + " is not running.");
        }
        long begun = System.nanoTime();
        Wait.forA(time);
        double seconds = (System.nanoTime() - begun) / 1e9;
        List<Usage> usages = starts.stream().map(start -> usage(start, seconds)).toList();
        List<String> reasons =
                usages.stream().flatMap(usage -> reasons(usage).stream()).toList();
        String verdict = reasons.isEmpty() ? DrillReport.PASSED : DrillReport.FAILED;
        Report report = new Report(NAME, seconds, usages, verdict, reasons);
        ReportFile.write(site.layout().drills().resolve(id + ".json"), report);
        return report;
    }

    private static Usage usage(Start start, double seconds) {
        double cpu = (ticks(start.pid) - start.ticks) / TICKS_PER_SECOND / seconds * 100;
        return new Usage(start.process, Math.round(cpu * 10) / 10.0, rss(start.pid));
    }

    private static List<String> reasons(Usage usage) {
        double memory = usage.process.endsWith("/agent") ? AGENT_MIB : CONTROLLER_MIB;
        List<String> reasons = new ArrayList<>();
        if (usage.cpuPercent > CPU_PERCENT) {
            reasons.add(usage.process + ": " + usage.cpuPercent + " % of a core, promised at most " + CPU_PERCENT);
        }
        if (usage.rssMib > memory) {
            reasons.add(usage.process + ": " + usage.rssMib + " MiB, promised at most " + memory);
        }
        return reasons;
    }

    private static long ticks(long pid) {
        String stat = read(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static double rss(long pid) {
        long kib = read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
        return Math.round(kib / 102.4) / 10.0;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new SiteFailure("A process of the site ended while it was measured: pid " + pid + ".", e);
        }
    }
}
