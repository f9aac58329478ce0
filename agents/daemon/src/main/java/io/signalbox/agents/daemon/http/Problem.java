package io.signalbox.agents.daemon.http;

/** What is wrong with a request; sent as {@code application/problem+json}. */
record Problem(int status, String code, String detail) {}
