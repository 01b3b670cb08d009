"""What can be read behind the desk, page by page. A page is built from a session and says nothing of a screen."""
