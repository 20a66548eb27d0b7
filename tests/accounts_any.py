"""Any accounts, for properties of resolution that hold of all."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

FIELDS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["summit", "treaty", "weapons_test", "visit"]),
        "date": st.sampled_from(
            [
                None,
                "2024-06-19",
                "2024-06-20",
                "2024-06",
                "2024-06-19/2024-06-20",
                "2024",
                "2023-02-27",
                "2023/2024",
            ]
        ),
        "parties": st.sampled_from(["", "PRK", "PRK RUS", "CHN PRK RUS"]),
        "place": st.sampled_from([None, "PRK", "RUS", "VNM"]),
        "status": st.sampled_from(["occurred", "planned", "hypothetical", "denied"]),
        "treaty_action": st.sampled_from(["sign", "withdraw"]),
        "lang": st.sampled_from(["id", "en"]),
        "article": st.sampled_from(["one", "two", "three", "four"]),
        "treaty_name": st.sampled_from([None, "trade deal", "Paris climate accord"]),
        "weapon_class": st.sampled_from([None, "srbm", "cruise", "missile"]),
        "published": st.sampled_from([None, "2024-06-21", "2024-07-01", "2026-01-01"]),
    }
)
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
