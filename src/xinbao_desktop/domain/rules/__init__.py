"""The rule language: expressions over facts, strong Kleene logic, results that explain themselves."""
