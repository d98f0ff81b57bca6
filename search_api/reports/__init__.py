"""Similar-case search reports (类案检索报告) of 法发〔2020〕24号 art. 7 and 8: drafted, completed by a person, printed."""
