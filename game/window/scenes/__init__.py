"""The screens of the window, and the dialogs that open above them."""
