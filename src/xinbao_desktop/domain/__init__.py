"""What is true: records, rules and judgements. Standard library only, no I/O, no clock."""
