/**
 * What HAProxy shows to its clients and bears from each of them: certificates and limits. In: wishes from controllers, and the files
 * that HAProxy was started with. Out: the same at run time, without a reload, and what is in force. Owns the invariant that file and
 * running HAProxy say the same: what was put in at run time is in the file, and a file that somebody changed is put in.
 */
@NullMarked
package io.signalbox.agents.daemon.frontage;

import org.jspecify.annotations.NullMarked;
