package io.signalbox.controller.core.decision;

import java.util.List;
import java.util.Optional;

/**
 * What ought to be done now.
 *
 * @param act on the whole cluster, if any
 * @param repairs on single servers, in order, if nothing is to be done on the whole
 * @param reason why this, or why nothing
 * @param gates of the automatic failover, all of them, passed or not
 */
public record Decision(Optional<Act.OnCluster> act, List<Act> repairs, String reason, List<Gate> gates) {}
