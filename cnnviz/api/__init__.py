"""What browsers ask of this server beside Streamlit: routes and the layers around them. Knows no Streamlit."""
