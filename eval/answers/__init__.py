"""How well the bank of standard answers is matched: questions, training of the weights, measures."""
