"""The demo: Ninh Bình's programme from the regulation of 2015–2020 to the draft for the next years, through the same
actions a person uses. People are invented and say so; what really happened is told in `words.py` in our own words."""
