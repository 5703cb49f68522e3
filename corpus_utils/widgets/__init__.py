"""Widgets: what a lesson shows, each with an interactive, a static and a plain-text face."""
