package io.signalbox.site.layout;

import java.nio.file.Path;

/** Where everything lies below a site's directory. Knows names only, reads nothing. */
public record SiteLayout(Path dir) {

    public SiteLayout {
        dir = dir.toAbsolutePath().normalize();
    }

    /** What {@code up --output json} prints. */
    public Path outline() {
        return dir.resolve("site.json");
    }

    /** The description an operator may read. */
    public Path description() {
        return dir.resolve("site.yaml");
    }

    /** Held while {@code up} or {@code down} works. */
    public Path lock() {
        return dir.resolve("site.lock");
    }

    public Path secrets() {
        return dir.resolve("secrets");
    }

    public Path secret(String name) {
        return secrets().resolve(name);
    }

    /** The password of a MySQL account. */
    public Path password(String account) {
        return secret("mysql-" + account + ".password");
    }

    /** The bearer token of a role: admin, operator, viewer. */
    public Path token(String role) {
        return secret(role + ".token");
    }

    /** The password of the ordinary application account. */
    public Path clientPassword() {
        return secret("client.password");
    }

    public Path siteKey() {
        return secret("site.key");
    }

    /** The directory of one process, such as {@code lb1/agent}. */
    public Path process(String host, String process) {
        return dir.resolve(host).resolve(process);
    }

    public Path haproxyConfiguration(String proxy) {
        return haproxy(proxy).resolve("haproxy.cfg");
    }

    /** Of the first proxy. */
    public Path runtimeSocket() {
        return runtimeSocket(Names.BALANCER);
    }

    public Path runtimeSocket(String proxy) {
        return haproxy(proxy).resolve("admin.sock");
    }

    public Path masterSocket(String proxy) {
        return haproxy(proxy).resolve("master.sock");
    }

    public Path haproxyPid(String proxy) {
        return haproxy(proxy).resolve("haproxy.pid");
    }

    /** The directory of what a proxy shows to browsers. */
    public Path certificates(String proxy) {
        return haproxy(proxy).resolve("certificates");
    }

    /** What it shows unless told otherwise: chain and key. */
    public Path certificate(String proxy) {
        return certificates(proxy).resolve("site.pem");
    }

    /** What one client address may do. */
    public Path limits(String proxy) {
        return haproxy(proxy).resolve("limits.map");
    }

    /** Who signed the certificates of this site, for browsers that shall trust it. No secret. */
    public Path authority() {
        return haproxy(Names.BALANCER).resolve("authority.crt");
    }

    /** The same with its key. */
    public Path authorityKey() {
        return secret("authority.pem");
    }

    private Path haproxy(String proxy) {
        return process(proxy, Names.HAPROXY);
    }

    public Path controllerConfiguration(String host) {
        return process(host, Names.CONTROLLER).resolve("controller.yaml");
    }

    public Path controllerState(String host) {
        return process(host, Names.CONTROLLER).resolve("state");
    }

    /** The data of a member of etcd. */
    public Path etcd(String host) {
        return process(host, ControlHosts.ETCD).resolve("data");
    }

    /** The password of an account in etcd. */
    public Path etcdPassword(String account) {
        return secret("etcd-" + account + ".password");
    }

    /** Who signed the certificates of etcd's members, where controllers reach them over a network. */
    public Path etcdAuthority() {
        return secret("etcd-ca.pem");
    }

    /** The certificate of a member, and its key. */
    public Path etcdCertificate(String member) {
        return secret("etcd-" + member + ".pem");
    }

    public Path agentConfiguration(String host) {
        return process(host, Names.AGENT).resolve("agent.yaml");
    }

    public Path agentState(String host) {
        return process(host, Names.AGENT).resolve("state");
    }

    /** Where the agent puts tails that it cut off. */
    public Path tails(String host) {
        return process(host, Names.AGENT).resolve("tails");
    }

    public Path webConfiguration(String host) {
        return process(host, Names.WEB).resolve("web.yaml");
    }

    /** What is deployed on a web server: a link to one of {@link #releases}. */
    public Path release(String host) {
        return process(host, Names.WEB).resolve("current");
    }

    /** What can be deployed there, by version. */
    public Path releases(String host) {
        return process(host, Names.WEB).resolve("releases");
    }

    /** What deploys it. */
    public Path deployHook(String host) {
        return process(host, Names.WEB).resolve("deploy");
    }

    /** In {@link #release}. */
    public Path releaseFile(String host) {
        return release(host).resolve("release.properties");
    }

    public Path mysql(String host) {
        return process(host, "mysql");
    }

    public Path mysqlConfiguration(String host) {
        return mysql(host).resolve("my.cnf");
    }

    public Path mysqlSocket(String host) {
        return mysql(host).resolve("mysqld.sock");
    }

    public Path dataDir(String host) {
        return mysql(host).resolve("data");
    }

    public Path mysqldPid(String host) {
        return mysql(host).resolve("mysqld.pid");
    }

    public Path mysqldLog(String host) {
        return mysql(host).resolve("error.log");
    }

    public Path logs() {
        return dir.resolve("logs");
    }

    /** The log of a process such as {@code db1/agent}: {@code logs/db1-agent.log}. */
    public Path log(String process) {
        return logs().resolve(process.replace('/', '-') + ".log");
    }

    public Path drills() {
        return dir.resolve("drills");
    }

    public Path supervisor() {
        return dir.resolve("supervisor");
    }

    public Path controlSocket() {
        return supervisor().resolve("control.sock");
    }

    public Path supervisorLock() {
        return supervisor().resolve("supervisor.lock");
    }

    public Path supervisorPid() {
        return supervisor().resolve("supervisor.pid");
    }

    /** One file per program: pid and start time of the process that runs it. */
    public Path pids() {
        return supervisor().resolve("pids");
    }

    public Path programs() {
        return supervisor().resolve("programs.json");
    }

    /** The copy of the jars that this site's daemons run from: a later build must not change files under a running JVM. */
    public Path jars(String build) {
        return dir.resolve("lib").resolve(build);
    }
}
