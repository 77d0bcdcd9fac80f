"""Notebooks run and reports made: papermill, nbconvert, Typst."""
