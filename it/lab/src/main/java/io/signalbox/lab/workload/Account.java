package io.signalbox.lab.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An ordinary application account. Its password is in no argument list and in no text form. */
public record Account(String user, String password) {
    public static Account inFile(String user, Path passwordFile) {
        try {
            return new Account(user, Files.readString(passwordFile).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The client's password cannot be read: " + passwordFile, e);
        }
    }

    @Override
    public String toString() {
        return user;
    }
}
