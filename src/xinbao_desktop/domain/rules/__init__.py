"""The rule language: expressions over facts, strong Kleene logic, explained results."""
