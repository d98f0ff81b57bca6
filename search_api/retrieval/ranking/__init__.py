"""Second stage: the best candidates ordered anew by what tells a good answer, learnt on the shipped queries."""
