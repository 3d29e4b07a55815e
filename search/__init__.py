"""The search: one interface, two engines. It may import `portal` and `showcase`; neither imports this package."""
