"""Case releases (案例发布): candidates, batches with their cases, steps of approval, and editions that never change."""
