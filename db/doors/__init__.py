"""Door day: the ledger, who is there, the board, cheers, rankings and the wrap-up."""
