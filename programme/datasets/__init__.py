"""What can be downloaded, told to people, to catalogues and to programs that read tables."""
