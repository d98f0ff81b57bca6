"""The web page: Streamlit over the HTTP service; every screen's state is in the URL."""
