"""The verbs of the wardrobe. A verb is one function, and every door calls it."""
