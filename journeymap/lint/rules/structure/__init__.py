"""Rules about stages, actions, touchpoints and the ways between them."""
