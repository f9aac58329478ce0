package io.signalbox.mysql.dialect;

/**
 * How much of both hosts a copy may take: it runs beside the donor's clients.
 *
 * @param dataMebibytes read and written in a second, by both sides together; 0: unlimited
 * @param networkMebibytes sent in a second; 0: unlimited
 * @param threads of the recipient that copy side by side, at most
 */
public record CloneLimits(int dataMebibytes, int networkMebibytes, int threads) {
    /** Half of what one SSD of a small host gives; 1 GB takes about 5 s. */
    public static final CloneLimits DEFAULT = new CloneLimits(200, 200, 4);

    public static final int MOST_MEBIBYTES = 1 << 20;
    public static final int MOST_THREADS = 128;
}
