# knock.pl SECONDS ADDRESS:PORT...: prints those to which a connection comes about within that time. Knocks at all of them at once.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;
use Time::HiRes qw(time);

my $until = time + shift;
my %open;
my $select = IO::Select->new;
for my $where (@ARGV) {
    my $socket = IO::Socket::INET->new(PeerAddr => $where, Proto => 'tcp', Blocking => 0) or next;
    $open{$socket} = $where;
    $select->add($socket);
}
while ($select->count && time < $until) {
    for my $socket ($select->can_write($until - time)) {
        print "$open{$socket}\n" if defined $socket->connected;
        $select->remove($socket);
    }
}
