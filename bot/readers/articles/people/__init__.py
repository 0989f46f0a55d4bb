"""Reading who made a show, who plays whom in it, and who wrote the article."""
