"""Measures what people would notice: how soon a reply is seen, what a process costs, how much a
sender sends. Prints figures and never judges by them."""
