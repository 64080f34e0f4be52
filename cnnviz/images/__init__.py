"""Files to pictures, pictures to arrays, and the pictures that the app brings itself."""
