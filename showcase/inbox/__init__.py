"""What readers send in: one table for every kind, sealed, with state, owner and history, handled at one desk 协作台."""
