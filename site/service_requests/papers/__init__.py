"""材料: photos and PDFs that come with a request.

A file is never kept as it was sent: `copying` has a process of its own make a new one from its
pixels, `store` seals that and keeps it outside the database and the media folder, and a row of
`Attachment` says whose it is. Nobody but staff gets a file back.
"""
