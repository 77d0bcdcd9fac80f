"""The industry map: themes of a library, what rises, what hangs together, what might be joined."""
