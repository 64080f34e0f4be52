"""What the pages of a class fetch, without Streamlit: what the teacher has set, and the board."""
