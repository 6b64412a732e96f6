"""What is true, and the only ways to change it; knows nothing of Discord."""
