"""What similar mediations came to (调解参考): outcomes, settled shares, days, methods; nothing from too few cases."""
