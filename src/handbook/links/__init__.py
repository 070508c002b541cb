"""Whether other people's addresses still lead where they should.

`listed` finds the addresses in the data, `hosts` and `robots` keep us polite, `web` asks, `chase`
follows, `classify` judges, `memory` remembers, `policy` decides what fails, `reports` tells.
"""

REPORTS = ("text", "markdown", "json", "sarif", "junit", "issue")  # the names of the reports
