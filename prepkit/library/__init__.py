"""What has been published: entries, read from the files and feeds other programs write."""
