-- Ends the server that ran this file.
SHUTDOWN;
