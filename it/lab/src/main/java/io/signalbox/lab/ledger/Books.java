package io.signalbox.lab.ledger;

import java.util.SortedMap;

/**
 * The bank's books as one server holds them, all read in one snapshot.
 *
 * @param balances what each account holds
 * @param moved what the transfers that are there make of each account: received less paid; accounts without a transfer are missing
 */
public record Books(SortedMap<Integer, Long> balances, SortedMap<Integer, Long> moved) {
    /** Accounts are numbered from 0. */
    public static final int ACCOUNTS = 20;
    /** What each account holds when the bank is opened. */
    public static final long OPENING = 1000;
    /** The sum of all accounts, at any time and on every server. */
    public static final long TOTAL = ACCOUNTS * OPENING;
}
