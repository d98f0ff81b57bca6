"""The order of authority of 法发〔2020〕24号 art. 4, relative to the searcher's own court."""
