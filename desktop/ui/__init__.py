"""What is seen. The only package that imports Qt."""
