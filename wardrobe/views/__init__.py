"""The pages of the wardrobe. Each view loads what its visitor may see, calls one service, and answers."""
