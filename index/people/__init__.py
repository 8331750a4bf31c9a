"""Who people are across the corpus, and who held which office when.

`names` compares names, `registry` keeps one speaker a person, `finding` answers a name somebody typed,
`offices` holds the facts on offices, `wording` reads their phrases, `roles` the offices that articles give
people, `reference` names the speaker of a statement by office and date, `witnesses` joins the same words of
several outlets.
Pure: nothing here opens a file but its own data, and nothing loads a model.
"""
