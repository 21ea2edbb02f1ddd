"""Regions: the divisions of China and the other countries, by code and by name. Names in running text are the writer's business."""
