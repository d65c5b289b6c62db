"""Rules of an invented council's own, for tests that lay them over the shipped ones."""

LANDED = """
extends: 'resolve/statuses'
rules:
  - id: 'eastmere.landed'
    about: 'Eastmere says landed of what is done.'
    words: ['Landed']
    match: whole
    sets: {status: 'complete', where: 'cell'}
    examples: ['[Landed]', 'Landed estates']
"""
