package io.signalbox.controller.daemon.doctor;

import io.signalbox.mysql.doctor.Doctor;
import io.signalbox.mysql.doctor.Finding;
import io.signalbox.mysql.doctor.Pace;
import io.signalbox.mysql.doctor.Patient;
import java.util.List;

/**
 * The servers of one cluster, as they were examined last.
 *
 * @param counted what the cluster's bounds need of its agents
 */
public record Ward(List<String> servers, Examinations examinations, Pace counted) {
    public List<Patient> patients() {
        return servers.stream()
                .map(server -> examinations.patient(server).counted(counted))
                .toList();
    }

    /** Everything that is wrong now, the worst first. */
    public List<Finding> findings() {
        return Doctor.findings(patients());
    }
}
