"""What a case comes down to: kinds of parties, sums in dispute, which way it went."""
