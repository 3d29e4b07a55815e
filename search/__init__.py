"""Finding: one interface, two engines. Knows `portal` and `showcase`; neither knows this package."""
