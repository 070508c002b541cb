"""How readers suggest something: the questions, and the links that open them on each page."""
