"""Everyday English words that mean much the same, in any handbook of health and care.

What only one framework says stands in its glossary. These are for how people ask: no text uses
all of them.
"""

EVERYDAY: tuple[tuple[str, ...], ...] = (
    ("air pollution", "air quality", "clean air"),
    ("ask for help", "seek advice", "ask for advice"),
    ("begin", "start"),
    ("bullying", "harassment"),
    ("care home", "nursing home", "residential home"),
    ("carer", "caregiver"),
    ("child", "kid", "young people", "paediatric"),
    ("climate change", "global warming", "climate crisis"),
    ("communicate", "communication", "talk"),
    ("connect", "link"),
    ("disease", "illness"),
    ("doctor", "physician", "medic"),
    ("eco-friendly", "environmentally friendly", "sustainable", "green"),
    ("education", "teaching", "training"),
    ("elderly", "older people", "old people", "older adults"),
    ("fairness", "equity"),
    ("general practice", "GP practice", "GP surgery"),
    ("handover", "hand-off"),
    ("medicine", "medication", "drug", "tablet"),
    ("money", "funding", "budget", "finance"),
    ("patient", "service user"),
    ("poverty", "deprivation"),
    ("prejudice", "discrimination", "bias"),
    ("racism", "racial discrimination", "race equality"),
    (
        "remote consultation",
        "video consultation",
        "virtual consultation",
        "telehealth",
        "telemedicine",
    ),
    ("rubbish", "waste", "recycling"),
    ("speak up", "speaking up", "whistleblowing", "raising concerns"),
    ("staff", "workforce", "employees"),
    ("teamwork", "team working", "working together"),
    ("volunteer", "voluntary"),
)
