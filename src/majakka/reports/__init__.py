"""Reports: views that combine several rooms, as plain records. Pages, API and exports read the same ones."""
