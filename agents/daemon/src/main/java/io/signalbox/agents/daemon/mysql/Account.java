package io.signalbox.agents.daemon.mysql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A MySQL account and its password, which no text form of this record shows. */
public record Account(String user, String password) {

    /**
     * Reads the password, without the line's end, from a file.
     *
     * @throws IOException if it cannot be read, or holds nothing
     */
    public static Account read(String user, Path passwordFile) throws IOException {
        String password = Files.readString(passwordFile).strip();
        if (password.isEmpty()) {
            throw new IOException("the password file of " + user + " is empty: " + passwordFile);
        }
        return new Account(user, password);
    }

    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
