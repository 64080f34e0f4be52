"""What Streamlit runs for every visitor: the frame, and in it the page chosen."""

from cnnviz.ui import page

page.navigation().run()
