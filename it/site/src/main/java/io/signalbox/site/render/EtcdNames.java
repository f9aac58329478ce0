package io.signalbox.site.render;

/** What a local site has in its etcd. */
public final class EtcdNames {
    /** Of all keys of the site. */
    public static final String PREFIX = "/signalbox/";

    /** The controllers', which may read and write below the prefix. */
    public static final String ACCOUNT = "signalbox";

    /** The administrator's, which only {@code up} uses. */
    public static final String ROOT = "root";

    private EtcdNames() {}
}
