"""The mentoring bot: rules, use cases, words, and the composition of them all."""
