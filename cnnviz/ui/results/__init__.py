"""What was computed, shown: charts with their words, tables that can be sorted."""
