# visitor.pl ADDRESS PORT: connects every 5 ms, asks for a page, and prints the milliseconds since 1970 of each answer.
use strict;
use warnings;
use IO::Socket::INET;
use Time::HiRes qw(time sleep);

$| = 1;
my ($address, $port) = @ARGV;
while (1) {
    my $socket = IO::Socket::INET->new(PeerAddr => $address, PeerPort => $port, Proto => 'tcp', Timeout => 0.05);
    if ($socket) {
        print $socket "GET / HTTP/1.0\r\n\r\n";
        my $ready = '';
        vec($ready, fileno($socket), 1) = 1;
        if (select($ready, undef, undef, 0.05) && defined(my $line = <$socket>)) {
            printf "%d\n", 1000 * time;
        }
    }
    sleep 0.005;
}
