"""What models are measured by: one file per benchmark, and what all of them share."""
