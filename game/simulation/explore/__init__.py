"""What players made of code find in a scenario: what is reached, what never is, and what wins too easily."""
