"""Expert, mediator and organisation library."""
