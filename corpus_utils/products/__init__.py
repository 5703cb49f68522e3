"""What `corpus-utils build` makes from the question bank and the lessons: one module a product."""
