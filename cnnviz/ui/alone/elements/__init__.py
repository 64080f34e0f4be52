"""Elements of a page that leave without a component: charts, tables, and what controls are set to."""
