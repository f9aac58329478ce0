/**
 * What of a server's settings, tables, accounts and channels breaks a promise: {@link
 * io.signalbox.mysql.doctor.Examination examinations} of a cluster's servers in, {@link
 * io.signalbox.mysql.doctor.Finding findings} out. One table, {@link io.signalbox.mysql.doctor.Check}; pure. Owns the
 * invariant that what could not be looked at is itself a finding: silence never means health.
 */
@NullMarked
package io.signalbox.mysql.doctor;

import org.jspecify.annotations.NullMarked;
