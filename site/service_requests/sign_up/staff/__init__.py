"""What staff do with sign-ups: see who comes, print the sheet, tick who came."""
