"""Speed and memory of the product beside raw baselines."""
