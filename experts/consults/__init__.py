"""Consults (疑难问题咨询): a hard question asked, routed, taken up, answered with its basis, rated, kept as knowledge."""
