"""How a site looks: name, logo, colours, footer, licence, contact and language of its host.

All of it is data, in one file, and comes to readers as design tokens, pictures and words. Nothing
of it needs a template, and nothing of it is markup.
"""
