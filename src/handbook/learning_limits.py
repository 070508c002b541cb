"""What builds and the records of 'My learning' must agree on."""

FORMAT = 1  # of the file and of the database; a step in migrate.js leads from each to the next
MOST_OUTCOMES = 3  # the best-fit outcomes of one entry
